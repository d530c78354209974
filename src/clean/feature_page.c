// Features of a block's place: in the densest run of prose, among its
// neighbours, and, in HTML, in its box.

#include "clean/feature_page.h"

// The densest run: prose counts its words, anything else costs as much as a
// menu line is worth; the best-paid stretch wins. The price was tried from 4 to
// 16 on the fitting half of the development pages.
enum { RUN_PRICE = 8, RUN_MOST = 60 };

static const uint32_t distance_bounds[] = {1, 2, 4, 8};
static const uint32_t near_bounds[] = {0, 1, 3, 6};
static const uint32_t page_bounds[] = {0, 2, 5, 12};
static const uint32_t linked_bounds[] = {0, 1, 20, 50, 90};
static const uint32_t score_bounds[] = {0, 5, 20, 50, 90};

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

// The box that holds a block as one of its paragraphs.
static uint32_t holder(const blocks *b, uint32_t i) {
  const uint32_t inner = BOX_PARAGRAPH | BOX_HEADING | BOX_LIST | BOX_QUOTE;
  uint32_t at = b->list.at[i].box;
  while (at && (b->boxes.at[at].own & inner))
    at = b->boxes.at[at].parent;
  return at;
}

// Prose scores for its box, half for the one above, a quarter for the next: an
// article's paragraphs may be spread over some boxes, a page's are over all.
static void score_boxes(const blocks *b, const line_view *v) {
  for (uint32_t i = 0; i < b->list.n; i++) {
    const block *k = &b->list.at[i];
    uint32_t bytes = k->at.end - k->at.beg, at = holder(b, i);
    for (uint32_t up = k->box;; up = b->boxes.at[up].parent) {
      b->boxes.at[up].bytes += bytes;
      b->boxes.at[up].linked += k->linked;
      if (!up)
        break;
    }
    if (!v[i].prose || k->linked * 2 > bytes)
      continue;
    uint32_t points = 4 * (v[i].n_words < RUN_MOST ? v[i].n_words : RUN_MOST);
    for (uint32_t level = 0; level < 3; level++, points /= 2) {
      b->boxes.at[at].score += points;
      if (!at)
        break;
      at = b->boxes.at[at].parent;
    }
  }
}

static uint32_t best_box(const blocks *b) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < b->boxes.n; i++) {
    box *k = &b->boxes.at[i];
    uint64_t plain = k->bytes > k->linked ? k->bytes - k->linked : 0;
    k->score = (uint32_t)(k->score * plain / (k->bytes + 1));
    if (k->score > b->boxes.at[best].score || !best)
      best = i;
  }
  return best;
}

static void mark_best(const blocks *b, uint32_t best) {
  for (uint32_t i = 0; i < b->boxes.n; i++) {
    uint8_t above = i ? b->boxes.at[b->boxes.at[i].parent].best : 0;
    uint8_t here = i == best ? 2 : i == b->boxes.at[best].parent;
    b->boxes.at[i].best = here > above ? here : above;
  }
}

static uint32_t near_kinds(const blocks *b, uint32_t at) {
  uint32_t bits = 0;
  for (uint32_t level = 0; level < 3; level++, at = b->boxes.at[at].parent)
    bits |= b->boxes.at[at].own;
  return bits;
}

static void add_box(const blocks *b, line_view *v, uint32_t i, uint32_t best) {
  const block *k = &b->list.at[i];
  const box *in = &b->boxes.at[k->box];
  uint32_t bytes = k->at.end - k->at.beg, at = holder(b, i);
  uint32_t near = near_kinds(b, k->box);
  view_add(v, FEATURE_LINKED +
                  bucket(linked_bounds, 5, k->linked * 100 / (bytes + 1)));
  uint64_t top = b->boxes.at[best].score + 1;
  uint32_t share = (uint32_t)((uint64_t)b->boxes.at[at].score * 100 / top);
  view_add(v, FEATURE_SCORE + bucket(score_bounds, 5, share));
  uint32_t where = 2u - b->boxes.at[at].best;
  view_add(v, FEATURE_TOP_WORDS + where * 9 + v->words);
  for (uint32_t bit = 0; bit < N_BOX; bit++) {
    if (near >> bit & 1)
      view_add(v, FEATURE_CLOSE + bit);
    if (in->kinds >> bit & 1)
      view_add(v, FEATURE_INSIDE + bit);
  }
}

void features_of_page(const blocks *b, line_view *views) {
  add_places(views, b->list.n);
  add_twins(views, b->list.n, b->m);
  if (!b->html)
    return;
  score_boxes(b, views);
  uint32_t best = best_box(b);
  mark_best(b, best);
  for (uint32_t i = 0; i < b->list.n; i++)
    add_box(b, &views[i], i, best);
}
