#ifndef STORY_STORIES_H
#define STORY_STORIES_H

// Finished documents in, their copies, stories and happenings out.
//
//   stories_open(&s, "seen.stories", &err);   // NULL: nothing is kept
//   stories_add(s, m, &dossier, &answer, &err);
//   stories_close(s, &err);
//
// One thread, input order; equal documents in equal order give equal answers,
// also when the work was cut into several runs over one file.

#include "story/copies.h"
#include "story/dossier.h"
#include "story/happening.h"

typedef struct stories stories;

// Strings live until the next call with the same stories.
typedef struct {
  uint32_t document;    // its number, from 0
  char story[33];       // NUL-terminated hex, made of its first document's id
  str copy_of;          // id of a document, p == NULL: none
  uint32_t containment; // thousandths; 0 without copy_of
} stories_answer;

// Opens the file that keeps dossiers over restarts (NULL: none) and reads what
// it holds. Fails as journal_open does. The path must outlive the stories.
dgm_status stories_open(stories **out, const char *path, dgm_error *err);

// Writes what waits and frees, also after an error. NULL is allowed.
dgm_status stories_close(stories *s, dgm_error *err);

// Adds a document. One that was added before, to the last byte of its dossier,
// gets its old answer and changes nothing, so work that was cut off can be done
// again. `m` is for the work and may be reset afterwards. Fails with
// DGM_EIO when the file cannot be written.
dgm_status stories_add(stories *s, arena *m, const dossier *d,
                       stories_answer *out, dgm_error *err);

// Hands what was added to the system, so that it outlives the process; `sync`
// waits until the disk has it.
dgm_status stories_flush(stories *s, bool sync, dgm_error *err);

uint32_t stories_count(const stories *s); // documents

// Events in the order of adding: what is known of the n-th now.
typedef struct {
  char id[32];        // of the event, hex
  str document;       // id; lives until the next stories_add
  char happening[33]; // NUL-terminated hex, made of its first event's id
  uint32_t number;    // of the happening, from 0 in order of their first events
  uint32_t sources;
} stories_event;

uint32_t stories_event_count(const stories *s);
void stories_event_at(const stories *s, uint32_t n, stories_event *out);

#endif
