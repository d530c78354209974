// Features of a block's place in a tree of HTML: its box, boxes that look like
// it, pictures beside it.

#include "base/hash.h"
#include "clean/feature_page.h"

static const uint32_t linked_bounds[] = {0, 1, 20, 50, 90};
static const uint32_t score_bounds[] = {0, 5, 20, 50, 90};
static const uint32_t alike_bounds[] = {0, 5, 20, 50, 80};

enum {
  CAPTION_BLOCKS = 4,  // of a picture's box: caption, credit, a number, a label
  CAPTION_BYTES = 600, // of text in it
  LABEL_WORDS = 5,     // shorter lines are menus' as often as an article's
  WRAPPER = 60, // percent of the page's points in a box around the article
  LEAST_ARTICLE = 120, // points, 30 words: an article without its comments
  WALL = 3,    // times its prose may stand in a consent wall; more is misnamed
  PROBES = 64, // of a hash table: hostile names cost no more
  CAPTION_UP = 4, // levels from the text to the box with the picture
};

// What a block counts for its boxes: a paragraph four times its words, another
// line that is more than a label once, links nothing. Articles may be lists.
static uint32_t points_of(const blocks *b, const line_view *v, uint32_t i) {
  const block *k = &b->list.at[i];
  if (k->linked * 2 > k->at.end - k->at.beg || v[i].n_words < LABEL_WORDS ||
      v[i].apart)
    return 0;
  uint32_t words = v[i].n_words < RUN_MOST ? v[i].n_words : RUN_MOST;
  return v[i].prose ? 4 * words : words;
}

// The box that holds a block as one of its paragraphs.
static uint32_t holder(const blocks *b, uint32_t i) {
  const uint32_t inner = BOX_PARAGRAPH | BOX_HEADING | BOX_LIST | BOX_QUOTE;
  uint32_t at = b->list.at[i].box;
  while (at && (b->boxes.at[at].own & inner))
    at = b->boxes.at[at].parent;
  return at;
}

// Points inside each box.
static void count_points(const blocks *b, const line_view *v) {
  for (uint32_t i = 0; i < b->list.n; i++) {
    b->boxes.at[b->list.at[i].box].points += points_of(b, v, i);
  }
  for (uint32_t i = b->boxes.n; i-- > 1;)
    b->boxes.at[b->boxes.at[i].parent].points += b->boxes.at[i].points;
}

// What looks the same, by its tags and classes, stands in one row of a hash
// table, with the points in it.
typedef struct {
  uint32_t mark; // 0: free
  uint64_t points;
} look;

typedef struct {
  look *rows;
  uint32_t size;
  uint64_t top;
} looks;

static looks looks_for(arena *m, uint32_t n) {
  looks l = {.size = 16};
  while (l.size < n * 2)
    l.size *= 2;
  l.rows = arena_new(m, look, l.size);
  return l;
}

static look *look_at(const looks *l, uint32_t mark) {
  uint32_t i = (mark ^ mark >> 15) & (l->size - 1);
  for (uint32_t k = 0; k < PROBES && l->rows[i].mark; k++) {
    if (l->rows[i].mark == (mark | 1))
      break;
    i = (i + 1) & (l->size - 1);
  }
  l->rows[i].mark = mark | 1;
  return &l->rows[i];
}

// A block looks like its box, and the one around that where a bare tag tells
// too little.
static look *look_of(const looks *l, const blocks *b, uint32_t at) {
  const box *in = &b->boxes.at[at];
  uint32_t around = in->classed ? 0 : b->boxes.at[in->parent].mark;
  return look_at(l, in->mark * 31 + around);
}

// What a box is, its inside is too: a paragraph in a sidebar stands in one. But
// a box around most of the page's prose, or one of a kind that holds most of
// it together, is no sidebar, whatever its name says.
static void inherit(const blocks *b) {
  const uint32_t own_only =
      BOX_BLOCK | BOX_SKIP | BOX_HEADING | BOX_PARAGRAPH | BOX_TITLE;
  const uint32_t always = own_only | BOX_BODY | BOX_ARTICLE;
  looks l = looks_for(b->m, b->boxes.n);
  uint64_t most = (uint64_t)b->boxes.at[0].points * WRAPPER / 100;
  for (uint32_t i = 1; i < b->boxes.n; i++)
    look_at(&l, b->boxes.at[i].mark)->points += b->boxes.at[i].points;
  for (uint32_t i = 1; i < b->boxes.n; i++) {
    box *k = &b->boxes.at[i];
    if (look_at(&l, k->mark)->points > most)
      k->own &= always;
    k->kinds = k->own | (b->boxes.at[k->parent].kinds & ~own_only);
  }
}

// Prose scores for its box, half for the one above, a quarter for the next: an
// article's paragraphs may be spread over some boxes, a page's are over all.
static void score_boxes(const blocks *b, const line_view *v) {
  for (uint32_t i = 0; i < b->list.n; i++) {
    uint32_t at = holder(b, i), points = points_of(b, v, i);
    for (uint32_t level = 0; level < 3; level++, points /= 2) {
      b->boxes.at[at].score += points;
      if (!at)
        break;
      at = b->boxes.at[at].parent;
    }
  }
}

// The page itself is one of them: paragraphs may stand in nothing else.
static uint32_t best_box(const blocks *b) {
  uint32_t best = 0;
  for (uint32_t i = 0; i < b->boxes.n; i++) {
    box *k = &b->boxes.at[i];
    uint64_t plain = k->bytes > k->linked ? k->bytes - k->linked : 0;
    k->score = (uint32_t)(k->score * plain / (k->bytes + 1));
    if (k->score > b->boxes.at[best].score)
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

// What stands in each box, from the innermost outwards.
static void fill_boxes(const blocks *b) {
  for (uint32_t i = 0; i < b->list.n; i++) {
    const block *k = &b->list.at[i];
    box *in = &b->boxes.at[k->box];
    in->bytes += k->at.end - k->at.beg;
    in->linked += k->linked;
    in->blocks++;
  }
  for (uint32_t i = b->boxes.n; i-- > 1;) {
    const box *from = &b->boxes.at[i];
    box *to = &b->boxes.at[from->parent];
    to->bytes += from->bytes;
    to->linked += from->linked;
    to->blocks += from->blocks;
    to->pictures += from->pictures;
    to->headlines += from->headlines;
  }
}

// Is it one of the few lines of a box with a picture? A short article may be
// one, but it holds most of its page's prose.
static bool is_caption(const blocks *b, uint32_t at) {
  for (uint32_t up = 0; up < CAPTION_UP && at; up++) {
    const box *k = &b->boxes.at[at];
    if (k->blocks > CAPTION_BLOCKS || k->bytes > CAPTION_BYTES ||
        k->points * 3 > b->boxes.at[0].points)
      return false;
    if (k->pictures)
      return true;
    at = k->parent;
  }
  return false;
}

// Comments may be most of a page's prose, a consent wall three times a short
// article. A box of such a name that holds the headline is a wrapper
// ("has-comments").
static void mark_apart(const blocks *b, line_view *v) {
  uint32_t points[] = {0, 0, 0}; // by box.apart
  for (uint32_t i = 1; i < b->boxes.n; i++) {
    box *k = &b->boxes.at[i];
    uint8_t own = k->headlines           ? 0
                  : k->own & BOX_COMMENT ? APART_COMMENT
                  : k->own & BOX_APART   ? APART_OTHER
                                         : 0;
    k->apart = own ? own : b->boxes.at[k->parent].apart;
  }
  for (uint32_t i = 0; i < b->list.n; i++)
    points[b->boxes.at[b->list.at[i].box].apart] += points_of(b, v, i);
  bool wall = points[APART_OTHER] <= WALL * points[0];
  for (uint32_t i = 0; i < b->list.n && points[0] >= LEAST_ARTICLE; i++) {
    uint8_t apart = b->boxes.at[b->list.at[i].box].apart;
    if (!apart || (apart == APART_OTHER && !wall))
      continue;
    v[i].apart = true;
    v[i].prose = v[i].sentence = false;
  }
}

void boxes_fill(const blocks *b, line_view *views) {
  fill_boxes(b);
  mark_apart(b, views);
  count_points(b, views);
}

static looks find_looks(const blocks *b, const line_view *v) {
  looks l = looks_for(b->m, b->list.n);
  for (uint32_t i = 0; i < b->list.n; i++) {
    const block *k = &b->list.at[i];
    look *row = look_of(&l, b, k->box);
    row->points += points_of(b, v, i);
    if (row->points > l.top)
      l.top = row->points;
  }
  return l;
}

static uint32_t near_kinds(const blocks *b, uint32_t at) {
  uint32_t bits = 0;
  for (uint32_t level = 0; level < 3; level++, at = b->boxes.at[at].parent)
    bits |= b->boxes.at[at].own;
  return bits;
}

// The share of links in the nearest box of more lines than this one, in
// percent: lists of links stand between paragraphs too.
static uint32_t linked_around(const blocks *b, uint32_t at) {
  while (at && b->boxes.at[at].blocks < 2)
    at = b->boxes.at[at].parent;
  const box *k = &b->boxes.at[at];
  return (uint32_t)((uint64_t)k->linked * 100 / (k->bytes + 1));
}

static void add_links(const blocks *b, line_view *v, uint32_t i) {
  const block *k = &b->list.at[i];
  uint32_t around = linked_around(b, k->box);
  view_add(v, FEATURE_AROUND + bucket(linked_bounds, 5, around));
  if (k->linked * 10 <= (k->at.end - k->at.beg) * 9)
    return;
  uint32_t kind = v->n_words < LABEL_WORDS ? 0 : v->shout ? 1 : v->stop ? 2 : 3;
  view_add(v, FEATURE_ALL_LINK + kind);
  v->pointer = v->n_words > 2 && v->shout;
}

static void add_box(const blocks *b, line_view *v, uint32_t i, uint32_t best) {
  const block *k = &b->list.at[i];
  const box *in = &b->boxes.at[k->box];
  uint32_t bytes = k->at.end - k->at.beg, at = holder(b, i);
  uint32_t near = near_kinds(b, k->box), where = 2u - b->boxes.at[at].best;
  uint32_t linked = bucket(linked_bounds, 5, k->linked * 100 / (bytes + 1));
  view_add(v, FEATURE_LINKED + linked);
  view_add(v, FEATURE_LINKED_TOP + where * 5 + linked);
  uint64_t top = b->boxes.at[best].score + 1;
  uint32_t share = (uint32_t)((uint64_t)b->boxes.at[at].score * 100 / top);
  view_add(v, FEATURE_SCORE + bucket(score_bounds, 5, share));
  view_add(v, FEATURE_TOP_WORDS + where * 9 + v->words);
  for (uint32_t bit = 0; bit < N_BOX; bit++) {
    if (near >> bit & 1)
      view_add(v, FEATURE_CLOSE + bit);
    if (in->kinds >> bit & 1)
      view_add(v, FEATURE_INSIDE + bit);
  }
  add_links(b, v, i);
  if (k->pictured)
    view_add(v, FEATURE_CAPTION);
  v->caption = is_caption(b, k->box) && !v->stop;
  if (is_caption(b, k->box))
    view_add(v, FEATURE_CAPTION + 1 + (v->n_words >= 12));
}

static void add_look(const blocks *b, line_view *v, uint32_t i,
                     const looks *l) {
  const look *row = look_of(l, b, b->list.at[i].box);
  uint32_t share = (uint32_t)(row->points * 100 / (l->top + 1));
  v->look = row->mark;
  v->main = row->points == l->top;
  view_add(v, FEATURE_ALIKE + bucket(alike_bounds, 5, share));
}

void features_of_boxes(const blocks *b, line_view *views) {
  inherit(b);
  score_boxes(b, views);
  uint32_t best = best_box(b);
  mark_best(b, best);
  looks l = find_looks(b, views);
  for (uint32_t i = 0; i < b->list.n; i++) {
    add_box(b, &views[i], i, best);
    add_look(b, &views[i], i, &l);
  }
}
