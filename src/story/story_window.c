// A ring of reports. Each trait leads to its newest posting, each posting to
// the one before; a posting's place is its report's place in the ring, so that
// what is overwritten is what has left. A walk ends at the first report that
// has left, since numbers only fall along it.

#include "story/story_window.h"
#include <stdio.h>
#include <stdlib.h>

#define NO_POSTING UINT64_MAX

enum { FIRST_KEYS = 1 << 12, FIRST_ROOM = 1 << 8 };

typedef struct {
  uint64_t newest; // posting: report number * TRAITS_MOST + n-th trait
  uint32_t key, count;
} key_slot; // free while count is 0

struct window {
  report *reports;  // [room]: report n at n % room
  uint64_t *before; // [room * TRAITS_MOST]
  uint32_t n, room;
  key_slot *keys;
  uint32_t n_keys, mask;
};

static void *grown(void *p, size_t bytes) {
  void *out = realloc(p, bytes);
  if (out)
    return out;
  fputs("dragoman: out of memory\n", stderr);
  exit(3);
}

static key_slot *empty_keys(uint32_t n) {
  key_slot *keys = grown(NULL, n * sizeof *keys);
  memset(keys, 0, n * sizeof *keys);
  return keys;
}

window *window_new(void) {
  window *w = grown(NULL, sizeof *w);
  *w = (window){.keys = empty_keys(FIRST_KEYS), .mask = FIRST_KEYS - 1};
  return w;
}

void window_free(window *w) {
  if (!w)
    return;
  free(w->reports);
  free(w->before);
  free(w->keys);
  free(w);
}

static key_slot *find_key(const window *w, uint32_t key) {
  uint32_t at = key & w->mask;
  while (w->keys[at].count && w->keys[at].key != key)
    at = (at + 1) & w->mask;
  return &w->keys[at];
}

static void grow_keys(window *w) {
  key_slot *old = w->keys;
  uint32_t n = w->mask + 1;
  w->keys = empty_keys(n * 2);
  w->mask = n * 2 - 1;
  for (uint32_t i = 0; i < n; i++)
    if (old[i].count)
      *find_key(w, old[i].key) = old[i];
  free(old);
}

// Doubles until the window is full; then the oldest report makes room. While it
// grows nothing has left, so places stay what they are.
static void make_room(window *w) {
  if (w->n < w->room || w->room == WINDOW_REPORTS)
    return;
  w->room = w->room ? w->room * 2 : FIRST_ROOM;
  w->reports = grown(w->reports, w->room * sizeof *w->reports);
  w->before =
      grown(w->before, (size_t)w->room * TRAITS_MOST * sizeof *w->before);
}

void window_add(window *w, const report *r) {
  make_room(w);
  uint32_t place = w->n % w->room;
  w->reports[place] = *r;
  for (uint32_t i = 0; i < r->n_traits; i++) {
    if (w->n_keys > w->mask / 4 * 3)
      grow_keys(w);
    key_slot *k = find_key(w, r->traits[i].key);
    if (!k->count) {
      w->n_keys++;
      *k = (key_slot){NO_POSTING, r->traits[i].key, 0};
    }
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
  return find_key(w, key)->count;
}

uint32_t window_find(const window *w, uint32_t key, uint32_t *out,
                     uint32_t most) {
  const key_slot *k = find_key(w, key);
  uint64_t at = k->count ? k->newest : NO_POSTING;
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
