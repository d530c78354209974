// Pairs quotation marks. Straight marks open and close in turn, set right by
// the spaces around them; curly ones and guillemets say which they are. Single
// marks count only outside double ones, for they are apostrophes as well.

#include "mention/quote_part.h"

// A pair holds at most this many tokens: longer ones come from a mark that was
// never closed. The longest quotations of news run to about 400 words.
enum { PAIR_MAX = 600 };

typedef enum { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER } mark_kind;
typedef enum {
  STYLE_STRAIGHT,
  STYLE_CURLY,
  STYLE_GUILLEMET,
  STYLE_SINGLE
} mark_style;

static mark_kind mark_of(const quoter *q, uint32_t t, mark_style *style) {
  static const struct {
    const char *text;
    mark_kind kind;
    mark_style style;
  } marks[] = {
      {"\"", MARK_EITHER, STYLE_STRAIGHT}, {"''", MARK_EITHER, STYLE_STRAIGHT},
      {"``", MARK_OPEN, STYLE_STRAIGHT},   {"“", MARK_OPEN, STYLE_CURLY},
      {"„", MARK_OPEN, STYLE_CURLY},       {"”", MARK_CLOSE, STYLE_CURLY},
      {"«", MARK_OPEN, STYLE_GUILLEMET},   {"»", MARK_CLOSE, STYLE_GUILLEMET},
      {"‘", MARK_OPEN, STYLE_SINGLE},      {"’", MARK_CLOSE, STYLE_SINGLE},
      {"'", MARK_EITHER, STYLE_SINGLE}};
  str w = token_text(q->a, t);
  if (w.len > 3)
    return MARK_NONE;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (str_eq(w, str_of(marks[i].text))) {
      *style = marks[i].style;
      return marks[i].kind;
    }
  return MARK_NONE;
}

static bool space_before(const quoter *q, uint32_t t) {
  return t == 0 || q->a->tokens.at[t - 1].flags & TOKEN_SPACE_AFTER;
}

static bool space_after(const quoter *q, uint32_t t) {
  return q->a->tokens.at[t].flags & TOKEN_SPACE_AFTER;
}

// What a straight mark does, by the spaces around it, else in turn.
static mark_kind decide(const quoter *q, uint32_t t, mark_style style,
                        bool open) {
  bool before = space_before(q, t), after = space_after(q, t);
  if (style == STYLE_SINGLE && (before == after || q->a->tokens.at[t].mwt))
    return MARK_NONE;
  if (before != after)
    return before ? MARK_OPEN : MARK_CLOSE;
  return open ? MARK_CLOSE : MARK_OPEN;
}

typedef struct {
  uint32_t at; // token of the opening mark, NO_TOKEN when nothing is open
  mark_style style;
} opening;

static void add_pair(quoter *q, uint32_t first, uint32_t end) {
  if (first >= end)
    return;
  *vec_push(q->a->m, &q->pairs) = (mark_pair){{first, end}, NO_QUOTE};
  for (uint32_t t = first; t < end; t++) {
    q->pair_of[t] = q->pairs.n;
    q->a->tokens.at[t].flags |= TOKEN_IN_QUOTES;
  }
}

// At a paragraph's end an open quotation goes on where the next paragraph
// opens with the same mark; else it ends here if it was a whole paragraph's.
static void end_paragraph(quoter *q, opening *o, uint32_t next) {
  mark_style style = STYLE_STRAIGHT;
  if (o->at == NO_TOKEN)
    return;
  bool again = next < q->a->tokens.n && mark_of(q, next, &style) != MARK_NONE &&
               style == o->style;
  if (again && style != STYLE_SINGLE && next - o->at <= PAIR_MAX)
    add_pair(q, o->at + 1, next);
  o->at = NO_TOKEN;
}

static void take_mark(quoter *q, opening *o, uint32_t t) {
  mark_style style;
  mark_kind kind = mark_of(q, t, &style);
  bool open = o->at != NO_TOKEN;
  if (kind == MARK_NONE ||
      (open && style == STYLE_SINGLE && o->style != STYLE_SINGLE))
    return;
  if (kind == MARK_EITHER)
    kind = decide(q, t, style, open && o->style == style);
  if (kind == MARK_OPEN && (!open || o->style == STYLE_SINGLE)) {
    *o = (opening){t, style};
  } else if (kind == MARK_CLOSE && open && o->style == style) {
    if (t - o->at <= PAIR_MAX)
      add_pair(q, o->at + 1, t);
    o->at = NO_TOKEN;
  }
}

void quote_marks(quoter *q) {
  opening o = {NO_TOKEN, STYLE_STRAIGHT};
  for (uint32_t s = 0; s < q->a->sentences.n; s++) {
    const sentence *in = &q->a->sentences.at[s];
    if (in->paragraph)
      end_paragraph(q, &o, in->first);
    for (uint32_t t = in->first; t < in->end; t++)
      take_mark(q, &o, t);
  }
  end_paragraph(q, &o, q->a->tokens.n);
}
