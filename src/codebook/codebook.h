#ifndef CODEBOOK_CODEBOOK_H
#define CODEBOOK_CODEBOOK_H

// Everything about the world and a language, read from the files that
// codebook/MANIFEST names. Read-only after codebook_open; shared by threads.

#include "base/file.h"
#include "codebook/chrome.h"
#include "codebook/form_table.h"
#include "codebook/grammar.h"
#include "codebook/lexicon.h"
#include "codebook/names.h"
#include "codebook/rule.h"
#include "codebook/segment_words.h"

typedef struct codebook {
  arena m;
  lexicon words;
  grammar_words grammar; // classes and tables the engine itself asks for
  names names;           // actors: countries, organisations, people, roles, …
  chrome page;           // words, tags and weights of the cleaner
  rules rules;           // event types, CAMEO codes, compiled rules
  segment_words segment; // abbreviations, clitics
  form_tables forms;     // words of dates, quantities, speech
  str language;          // folder of its words: "en"
  file_map map;          // bytes of names.map
  char hash[33];         // of all bytes of all files, in MANIFEST's order
} codebook;

// Reads the folder. Every error of every file goes to `report` (may be NULL);
// returns the first one, and then there is no codebook.
dgm_status codebook_open(codebook **out, const char *folder, dgm_report report,
                         void *context, dgm_error *err);
// The same with overlays: a later folder adds rows and rules to the earlier
// ones, replaces rules by name, and switches files, rows and rules off
// (overlay.h). A folder whose MANIFEST says `alone` hides those before it.
dgm_status codebook_open_all(codebook **out, const char *const *folders,
                             uint32_t n, dgm_report report, void *context,
                             dgm_error *err);
// The same with `page` and `language` alone, all that cleaning a page asks for:
// a tenth of the time and the memory. Has no hash.
dgm_status codebook_open_page(codebook **out, const char *const *folders,
                              uint32_t n, dgm_report report, void *context,
                              dgm_error *err);
void codebook_free(codebook *cb);

#endif
