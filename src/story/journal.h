#ifndef STORY_JOURNAL_H
#define STORY_JOURNAL_H

// A file that records are appended to, each with its length and checksum.
//
// Killed at any moment it keeps every record that was synced and at most loses
// the last ones: what a crash left behind the last whole record is cut off when
// the file is opened again. One process at a time: the file is locked.

#include "base/buf.h"
#include "base/error.h"

typedef struct {
  int fd; // -1: not open
  const char *path;
  buf waiting; // records that are not written yet
} journal;

// What to do with each record that the file holds; an error ends the reading.
typedef dgm_status (*journal_each)(void *context, str record, dgm_error *err);

// Opens or makes the file, hands its records to `each` in order, and stands
// behind the last. `magic` (8 bytes) names kind and version of the file. Fails
// with DGM_EFORMAT for a foreign file, DGM_EIO when it cannot be read, locked
// or written. `path` must outlive the journal.
dgm_status journal_open(journal *j, const char *path, str magic,
                        journal_each each, void *context, dgm_error *err);

// Appends a record of at most 64 MB; it is in the file after journal_flush.
dgm_status journal_add(journal *j, str record, dgm_error *err);

// Writes what waits; `sync` waits until the disk has it.
dgm_status journal_flush(journal *j, bool sync, dgm_error *err);

// Flushes, syncs and closes.
dgm_status journal_close(journal *j, dgm_error *err);

#endif
