// Features of a block's place: in the densest run of prose and among its
// neighbours; feature_box.c adds what only HTML has.

#include "clean/feature_page.h"

// The densest run: prose counts its words, anything else costs as much as a
// menu line is worth; the best-paid stretch wins. The price was tried from 4 to
// 16 on the fitting half of the development pages.
enum { RUN_PRICE = 8 };

static const uint32_t distance_bounds[] = {1, 2, 4, 8};
static const uint32_t near_bounds[] = {0, 1, 3, 6};
static const uint32_t page_bounds[] = {0, 2, 5, 12};

typedef struct {
  uint32_t beg, end; // blocks [beg, end)
} run;

static run densest(const line_view *v, uint32_t n) {
  run best = {0, 0};
  int64_t top = 0, sum = 0;
  uint32_t beg = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t most = v[i].n_words < RUN_MOST ? v[i].n_words : RUN_MOST;
    sum += v[i].prose ? (int64_t)most : -RUN_PRICE;
    if (sum > top) {
      top = sum;
      best = (run){beg, i + 1};
    }
    if (sum < 0) {
      sum = 0;
      beg = i + 1;
    }
  }
  return best;
}

// 0 before, 1 in, 2 after.
static uint32_t add_run(line_view *v, run r, uint32_t i) {
  uint32_t side = i < r.beg ? 0 : i < r.end ? 1 : 2;
  uint32_t away = side == 0 ? r.beg - i : side == 2 ? i + 1 - r.end : 0;
  if (side == 1)
    view_add(v, FEATURE_RUN);
  else
    view_add(v, FEATURE_RUN + 1 + (side == 2 ? 4u : 0u) +
                    bucket(distance_bounds, 4, away));
  view_add(v, FEATURE_RUN_WORDS + side * 9 + v->words);
  return side;
}

static uint32_t prose_near(const line_view *v, uint32_t n, uint32_t i) {
  uint32_t beg = i < 4 ? 0 : i - 4, end = i + 5 < n ? i + 5 : n, count = 0;
  for (uint32_t k = beg; k < end; k++)
    count += k != i && v[k].prose;
  return count;
}

static uint32_t position(uint32_t above, uint32_t total) {
  if (!above)
    return 0;
  return above >= total ? 5 : 1 + (uint32_t)((uint64_t)above * 4 / total);
}

static bool is_tail(const line_view *v) {
  return !v->prose &&
         (v->reason == CHROME_COMMENT || v->reason == CHROME_RELATED ||
          v->reason == CHROME_LEGAL || v->reason == CHROME_NAVIGATION ||
          v->reason == CHROME_ABOUT || v->reason == CHROME_SOURCE);
}

static void add_places(line_view *v, uint32_t n) {
  uint32_t total = 0, prose = 0, above = 0, tails = 0;
  run r = densest(v, n);
  for (uint32_t i = 0; i < n; i++) {
    total += v[i].prose ? v[i].n_words : 0;
    prose += v[i].prose;
  }
  for (uint32_t i = 0; i < n; i++) {
    uint32_t side = add_run(&v[i], r, i);
    view_add(&v[i], FEATURE_NEAR + bucket(near_bounds, 4, prose_near(v, n, i)));
    view_add(&v[i], FEATURE_POSITION + position(above, total));
    tails += side > 0 && is_tail(&v[i]);
    view_add(&v[i], FEATURE_TAIL + (tails < 2 ? tails : 2));
    view_add(&v[i], FEATURE_PAGE + bucket(page_bounds, 4, prose));
    above += v[i].prose ? v[i].n_words : 0;
  }
}

// Marks blocks whose words stand in another block too.
static void add_twins(line_view *v, uint32_t n, arena *m) {
  uint32_t size = 16;
  while (size < n * 2)
    size *= 2;
  uint32_t *slots = arena_new(m, uint32_t, size); // block + 1
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = v[i].mark & (size - 1);
    while (slots[at] && v[slots[at] - 1].mark != v[i].mark)
      at = (at + 1) & (size - 1);
    if (!slots[at]) {
      slots[at] = i + 1;
      continue;
    }
    line_view *first = &v[slots[at] - 1];
    if (!first->twin)
      view_add(first, FEATURE_TWIN);
    first->twin = v[i].twin = true;
    view_add(&v[i], FEATURE_TWIN);
  }
}

void features_of_page(const blocks *b, line_view *views) {
  if (b->html)
    boxes_fill(b, views);
  add_places(views, b->list.n);
  add_twins(views, b->list.n, b->m);
  if (b->html)
    features_of_boxes(b, views);
}
