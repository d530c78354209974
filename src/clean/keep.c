#include "clean/keep.h"
#include "clean/evidence.h"
#include "clean/judge.h"

enum {
  SMALL_PAGE = 3,   // blocks; too few for the classifier: all that is not
                    // chrome by its words is kept
  HELP_MOST = 8000, // about the least sum of a menu's line
};

typedef struct {
  const blocks *b;
  const line_view *views;
  uint8_t *kept;
  int32_t *evidence; // of the page's data, or NULL
} keeper;

// Whole lines of chrome that no article ends or goes on with.
static bool is_plain_chrome(const line_view *v) {
  return v->reason != CHROME_NONE && !v->prose && v->n_words < 12;
}

// A box between paragraphs, not the page's foot: the article may go on.
static bool is_inset(const line_view *v) {
  return v->firm &&
         (v->reason == CHROME_ADVERT || v->reason == CHROME_NEWSLETTER ||
          v->reason == CHROME_SHARE || v->reason == CHROME_RELATED);
}

// A region that is none of the article's, by its name.
static bool is_aside(const blocks *b, uint32_t i) {
  const uint32_t regions =
      BOX_ASIDE | BOX_RELATED | BOX_NAV | BOX_FOOTER | BOX_SHARE | BOX_COMMENT;
  return b->boxes.at[b->list.at[i].box].kinds & regions;
}

static bool is_link(const blocks *b, uint32_t i) {
  const block *k = &b->list.at[i];
  return k->linked * 10 > (k->at.end - k->at.beg) * 9;
}

static bool is_aside_link(const blocks *b, uint32_t i) {
  return is_aside(b, i) && is_link(b, i);
}

// Sentences that look as most of the page's prose does, when most of these are
// kept.
static bool main_is_kept(const keeper *w) {
  uint32_t all = 0, kept = 0;
  for (uint32_t i = 0; i < w->b->list.n; i++)
    if (w->views[i].main && w->views[i].prose) {
      all += w->views[i].n_words;
      kept += w->kept[i] ? w->views[i].n_words : 0;
    }
  return kept * 2 > all;
}

// May a block belong to an article that stands around it or looks like it? Not
// where the page's data have spoken.
static bool goes_on(const keeper *w, uint32_t i) {
  const line_view *v = &w->views[i];
  return v->sentence && v->reason == CHROME_NONE && !v->twin &&
         !is_aside(w->b, i) && !is_link(w->b, i) &&
         !(w->evidence && w->evidence[i]);
}

// A heading goes with the paragraph that follows it in its box.
static void keep_headings(keeper *w) {
  const blocks *b = w->b;
  for (uint32_t i = 0; i + 1 < b->list.n; i++) {
    const line_view *v = &w->views[i];
    const box *k = &b->boxes.at[b->list.at[i].box];
    const box *next = &b->boxes.at[b->list.at[i + 1].box];
    if (k->own & BOX_HEADING && k->parent == next->parent && w->kept[i + 1] &&
        w->views[i + 1].prose && !is_link(b, i) && !v->firm && !v->shout &&
        v->reason == CHROME_NONE)
      w->kept[i] = 1;
  }
}

// What the classifier cannot know from a few features: a line that is chrome
// for sure, and a sentence that goes on where the article stands.
static void correct(keeper *w) {
  bool in_article = false, main = main_is_kept(w);
  uint32_t look = 0;
  for (uint32_t i = 0; i < w->b->list.n; i++) {
    const line_view *v = &w->views[i];
    if (v->firm || v->caption || v->apart || v->pointer ||
        is_aside_link(w->b, i))
      w->kept[i] = 0;
    else if (goes_on(w, i) &&
             ((in_article && look == v->look) || (main && v->main)))
      w->kept[i] = 1;
    if (is_inset(v))
      continue;
    in_article = w->kept[i] && v->prose;
    look = v->look;
  }
  if (w->b->html)
    keep_headings(w);
}

// The box that by its name holds the article, and most text of these; the page
// where there is none.
static uint32_t named_box(const blocks *b) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < b->boxes.n; i++) {
    const box *k = &b->boxes.at[i], *top = &b->boxes.at[best];
    uint32_t rank = k->own & BOX_BODY ? 2 : k->own & BOX_ARTICLE ? 1 : 0;
    uint32_t top_rank = top->own & BOX_BODY      ? 2
                        : top->own & BOX_ARTICLE ? 1
                                                 : 0;
    if (rank > top_rank || (rank && rank == top_rank &&
                            k->bytes - k->linked > top->bytes - top->linked))
      best = i;
  }
  return best;
}

static bool keeps_any(const keeper *w) {
  return memchr(w->kept, 1, w->b->list.n) != NULL;
}

// All of a box and the boxes in it that is not chrome by its words.
static void keep_box(keeper *w, uint32_t root) {
  const blocks *b = w->b;
  bool *inside = arena_new(b->m, bool, b->boxes.n);
  for (uint32_t i = 0; i < b->boxes.n; i++)
    inside[i] = i == root || (i && inside[b->boxes.at[i].parent]);
  for (uint32_t i = 0; i < b->list.n; i++)
    w->kept[i] = inside[b->list.at[i].box] && !is_plain_chrome(&w->views[i]);
}

// Nothing reads like an article, a page of tables or a teaser for instance:
// what a name says, else prose that more speaks for than for any other, else
// all.
static void keep_something(keeper *w, const line_weights *weights) {
  uint32_t n = w->b->list.n, named = named_box(w->b);
  int32_t *help = arena_new(w->b->m, int32_t, n + 1);
  if (named)
    keep_box(w, named);
  for (int32_t more = 1000; !keeps_any(w) && more <= HELP_MOST; more *= 2) {
    for (uint32_t i = 0; i < n; i++)
      help[i] = w->views[i].prose ? more : 0;
    w->kept = judge_blocks(w->b, w->views, weights, help);
  }
  if (!keeps_any(w))
    keep_box(w, 0);
}

uint8_t *keep_blocks(const blocks *b, const line_view *views,
                     const line_weights *weights, str body) {
  keeper w = {b, views, judge_blocks(b, views, weights, NULL), NULL};
  if (body.len)
    w.evidence = evidence_find(b, views, w.kept, body);
  if (w.evidence)
    w.kept = judge_blocks(b, views, weights, w.evidence);
  if (b->list.n <= SMALL_PAGE)
    keep_box(&w, 0);
  else if (!keeps_any(&w))
    keep_something(&w, weights);
  correct(&w);
  return w.kept;
}
