// A ring of reports. Each trait leads to its newest posting, each posting to
// the one before; a posting's place is its report's place in the ring, so that
// what is overwritten is what has left. A walk ends at the first report that
// has left, since numbers only fall along it.

#include "story/story_window.h"
#include "story/heap.h"
#include "story/number_map.h"
#include <stdlib.h>

#define NO_POSTING UINT64_MAX

enum { FIRST_ROOM = 1 << 8 };

typedef struct {
  uint64_t newest; // posting: report number * TRAITS_MOST + n-th trait
  uint32_t count;  // reports that had it
} trait_row;

struct window {
  report *reports;  // [room]: report n at n % room
  uint64_t *before; // [room * TRAITS_MOST]
  uint32_t n, room;
  trait_row *traits;
  uint32_t n_traits, cap_traits;
  number_map rows; // of traits, by their keys
};

window *window_new(void) {
  window *w = heap_grow(NULL, sizeof *w);
  *w = (window){0};
  return w;
}

void window_free(window *w) {
  if (!w)
    return;
  free(w->reports);
  free(w->before);
  free(w->traits);
  number_map_free(&w->rows);
  free(w);
}

static const trait_row *find_row(const window *w, uint32_t key) {
  uint32_t row = number_map_get(&w->rows, key);
  return row == NO_VALUE ? NULL : &w->traits[row];
}

static trait_row *make_row(window *w, uint32_t key) {
  uint32_t row = number_map_get(&w->rows, key);
  if (row != NO_VALUE)
    return &w->traits[row];
  if (w->n_traits == w->cap_traits) {
    w->cap_traits = w->cap_traits ? w->cap_traits * 2 : FIRST_ROOM;
    w->traits = heap_grow(w->traits, w->cap_traits * sizeof *w->traits);
  }
  number_map_set(&w->rows, key, w->n_traits);
  w->traits[w->n_traits] = (trait_row){NO_POSTING, 0};
  return &w->traits[w->n_traits++];
}

// Doubles until the window is full; then the oldest report makes room. While it
// grows nothing has left, so places stay what they are.
static void make_room(window *w) {
  if (w->n < w->room || w->room == WINDOW_REPORTS)
    return;
  w->room = w->room ? w->room * 2 : FIRST_ROOM;
  w->reports = heap_grow(w->reports, w->room * sizeof *w->reports);
  w->before =
      heap_grow(w->before, (size_t)w->room * TRAITS_MOST * sizeof *w->before);
}

void window_add(window *w, const report *r) {
  make_room(w);
  uint32_t place = w->n % w->room;
  w->reports[place] = *r;
  for (uint32_t i = 0; i < r->n_traits; i++) {
    trait_row *k = make_row(w, r->traits[i].key);
    w->before[(size_t)place * TRAITS_MOST + i] = k->newest;
    k->newest = (uint64_t)w->n * TRAITS_MOST + i;
    k->count++;
  }
  w->n++;
}

const report *window_report(const window *w, uint32_t number) {
  if (number >= w->n || w->n - number > w->room)
    return NULL;
  return &w->reports[number % w->room];
}

uint32_t window_count(const window *w) {
  return w->n;
}

uint32_t window_with(const window *w, uint32_t key) {
  const trait_row *k = find_row(w, key);
  return k ? k->count : 0;
}

uint32_t window_find(const window *w, uint32_t key, uint32_t *out,
                     uint32_t most) {
  const trait_row *k = find_row(w, key);
  uint64_t at = k ? k->newest : NO_POSTING;
  uint32_t n = 0;
  while (n < most && at != NO_POSTING) {
    uint32_t number = (uint32_t)(at / TRAITS_MOST);
    if (!window_report(w, number))
      break;
    out[n++] = number;
    at = w->before[(size_t)(number % w->room) * TRAITS_MOST + at % TRAITS_MOST];
  }
  return n;
}
