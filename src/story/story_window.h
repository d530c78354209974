#ifndef STORY_STORY_WINDOW_H
#define STORY_STORY_WINDOW_H

// The last reports, found by their traits, and how often each trait was read.

#include "story/dossier.h"

enum {
  // Reports that a new one is compared with: about a week of a hundred outlets;
  // older ones are a story's past, and memory stays under 80 MB.
  WINDOW_REPORTS = 1 << 16,
};

// A report as it is compared.
typedef struct {
  uint32_t number; // of the report, from 0
  uint32_t story;
  day published;
  uint32_t n_traits;
  trait traits[TRAITS_MOST];
} report;

typedef struct window window;

window *window_new(void);
void window_free(window *w);

// Adds a report, whose number must be the next; the oldest may go.
void window_add(window *w, const report *r);

// A report that is still there, or NULL.
const report *window_report(const window *w, uint32_t number);

// Reports so far, and those of them that had the trait.
uint32_t window_count(const window *w);
uint32_t window_with(const window *w, uint32_t key);

// The reports that have the trait, newest first, at most `most`.
uint32_t window_find(const window *w, uint32_t key, uint32_t *out,
                     uint32_t most);

#endif
