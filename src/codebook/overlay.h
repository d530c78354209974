#ifndef CODEBOOK_OVERLAY_H
#define CODEBOOK_OVERLAY_H

// What a later folder does to the files of the ones before it.
//
// A MANIFEST may say `alone` (nothing of earlier folders is loaded) and
// `off NAME` or `off FOLDER/` (nor are these files of theirs). A row of a table
// whose first cell begins with "off " takes rows out of the same table of
// earlier folders: "off ID" all rows of that first cell, further cells narrow
// it down. What stays is what the readers of tables see.

#include "base/arena.h"
#include "codebook/table.h"

// Does a MANIFEST say `alone`?
bool overlay_alone(str manifest);

// The file or folder that a line of a MANIFEST switches off; len 0: none.
str overlay_off(str line);

// Does `off` (of overlay_off) name the file?
bool overlay_drops(str off, str name);

// Turns rows that are switched off into comments, in the bytes of the files,
// which the caller must own; `folders` holds each file's folder. A row that
// switches nothing off is an error. Linear in the bytes of tables that are
// named so.
void overlay_rows(arena *m, const source_file *files, const uint32_t *folders,
                  uint32_t n, reporter *errors);

#endif
