// Cuts the text where marks begin and end. Marks may overlap in any way (a date
// inside a quotation by a party), so that each piece of text carries the names
// of all marks it lies in, and no element ever crosses another.

#include "base/utf8.h"
#include "export/explain_part.h"
#include <stdlib.h>

const char *mark_class(mark_kind kind) {
  // ORDER MARK_KIND
  static const char *const classes[N_MARK] = {"q",    "no",    "who", "qty",
                                              "date", "place", "say", "ev"};
  return classes[kind];
}

static void add_mark(html_page *p, span at, mark_kind kind, char card,
                     uint32_t number) {
  if (at.beg < at.end && at.end <= p->a->text.len)
    *vec_push(p->a->m, &p->marks) = (mark){at, kind, card, number};
}

static void mark_parties(html_page *p, uint32_t i, list l) {
  const article *a = p->a;
  for (uint32_t k = 0; k < l.n; k++)
    add_mark(p, a->mentions.at[a->lists.at[l.first + k]].name, MARK_PARTY, 'e',
             i);
}

static void mark_events(html_page *p) {
  const article *a = p->a;
  for (uint32_t i = 0; i < a->events.n; i++) {
    const event *e = &a->events.at[i];
    add_mark(p, a->tokens.at[e->trigger].at, MARK_EVENT, 'e', i);
    mark_parties(p, i, e->actors);
    mark_parties(p, i, e->recipients);
  }
  for (uint32_t i = 0; i < a->rejects.n; i++)
    add_mark(p, a->tokens.at[a->rejects.at[i].trigger].at, MARK_REJECT, 'r', i);
}

static void mark_quotes(html_page *p) {
  const article *a = p->a;
  for (uint32_t i = 0; i < a->quotes.n; i++) {
    const quote *q = &a->quotes.at[i];
    for (uint32_t k = 0; k < q->n_content; k++)
      add_mark(p, q->content[k], MARK_QUOTE, 's', i);
    add_mark(p, q->speaker_at, MARK_SPEAKER, 's', i);
    add_mark(p, q->cue, MARK_SPEAKER, 's', i);
  }
}

static int by_begin(const void *x, const void *y) {
  const mark *a = x, *b = y;
  if (a->at.beg != b->at.beg)
    return a->at.beg < b->at.beg ? -1 : 1;
  if (a->at.end != b->at.end)
    return a->at.end < b->at.end ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return a->number < b->number ? -1 : a->number > b->number;
}

void marks_collect(html_page *p) {
  const article *a = p->a;
  mark_events(p);
  mark_quotes(p);
  for (uint32_t i = 0; i < a->dates.n; i++)
    add_mark(p, a->dates.at[i].at, MARK_DATE, 'd', i);
  for (uint32_t i = 0; i < a->places.n; i++)
    add_mark(p, a->places.at[i].at, MARK_PLACE, 'p', i);
  for (uint32_t i = 0; i < a->quantities.n; i++)
    add_mark(p, a->quantities.at[i].at, MARK_QUANTITY, 'n', i);
  if (p->marks.n)
    qsort(p->marks.at, p->marks.n, sizeof *p->marks.at, by_begin);
}

uint32_t marks_count(const html_page *p, mark_kind kind) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < p->marks.n; i++)
    n += p->marks.at[i].kind == kind;
  return n;
}

// XML knows no other control characters, and none of these two.
static bool is_character(uint32_t cp) {
  return (cp >= 32 && cp != 127 && cp != 0xFFFE && cp != 0xFFFF) ||
         cp == '\n' || cp == '\t';
}

void html_text(buf *out, str s) {
  for (uint32_t at = 0; at < s.len;) {
    uint32_t from = at, cp = utf8_next(s, &at);
    switch (cp) {
    case '&':
      buf_add(out, S("&amp;"));
      break;
    case '<':
      buf_add(out, S("&lt;"));
      break;
    case '>':
      buf_add(out, S("&gt;"));
      break;
    case '"':
      buf_add(out, S("&quot;"));
      break;
    case '\'':
      buf_add(out, S("&#39;"));
      break;
    default:
      buf_add(out,
              is_character(cp) ? str_slice(s, from, at) : S("\xEF\xBF\xBD"));
    }
  }
}

void html_view(buf *out, dgm_str s) {
  html_text(out, (str){s.p, s.len});
}

// The marks that a piece of text lies in.
typedef struct {
  html_page *page;
  uint32_t next; // mark that begins next
  VEC(uint32_t) open;
} sweep;

static uint32_t least(uint32_t x, uint32_t y) {
  return x < y ? x : y;
}

// Opens and closes marks at `at`; returns where the next one does either.
static uint32_t sweep_to(sweep *w, uint32_t at, uint32_t limit) {
  html_page *p = w->page;
  uint32_t kept = 0;
  for (; w->next < p->marks.n && p->marks.at[w->next].at.beg <= at; w->next++)
    *vec_push(p->a->m, &w->open) = w->next;
  for (uint32_t i = 0; i < w->open.n; i++) {
    const mark *m = &p->marks.at[w->open.at[i]];
    if (m->at.end <= at)
      continue;
    limit = least(limit, m->at.end);
    w->open.at[kept++] = w->open.at[i];
  }
  w->open.n = kept;
  if (w->next < p->marks.n)
    limit = least(limit, p->marks.at[w->next].at.beg);
  return limit;
}

static void write_ids(const sweep *w) {
  const html_page *p = w->page;
  for (uint32_t i = 0; i < w->open.n; i++) {
    const mark *m = &p->marks.at[w->open.at[i]];
    buf_printf(p->out, "%s%c%u", i ? " " : "", m->card, m->number);
  }
}

static void write_piece(const sweep *w, span at) {
  const html_page *p = w->page;
  uint32_t kinds = 0;
  bool first = false;
  for (uint32_t i = 0; i < w->open.n; i++) {
    const mark *m = &p->marks.at[w->open.at[i]];
    kinds |= 1u << m->kind;
    first |= m->at.beg == at.beg && m->kind != MARK_QUOTE;
  }
  bool button = kinds & ~(1u << MARK_QUOTE);
  if (kinds) {
    buf_printf(p->out, "<span class=\"%s", button ? "m" : "");
    for (uint32_t k = 0; k < N_MARK; k++)
      if (kinds >> k & 1)
        buf_printf(p->out, " %s", mark_class((mark_kind)k));
    buf_add(p->out, S("\" data-x=\""));
    write_ids(w);
    buf_add(p->out, S("\""));
    if (button && first)
      buf_add(p->out, S(" data-first=\"\" tabindex=\"0\" role=\"button\""));
    buf_byte(p->out, '>');
  }
  html_text(p->out, article_at(p->a, at));
  buf_add(p->out, kinds ? S("</span>") : S(""));
}

static void write_words(sweep *w, span at) {
  while (at.beg < at.end) {
    uint32_t end = sweep_to(w, at.beg, at.end);
    write_piece(w, (span){at.beg, end});
    at.beg = end;
  }
}

void marks_write_title(html_page *p) {
  sweep w = {.page = p};
  if (!p->a->title_len)
    return;
  buf_add(p->out, S("<h1>"));
  write_words(&w, (span){0, p->a->title_len});
  buf_add(p->out, S("</h1>\n"));
}

void marks_write_text(html_page *p) {
  sweep w = {.page = p};
  str text = p->a->text;
  for (uint32_t at = p->a->title_len; at < text.len;) {
    uint32_t end = at;
    while (end < text.len && text.p[end] != '\n')
      end++;
    if (end > at) {
      buf_add(p->out, S("<p>"));
      write_words(&w, (span){at, end});
      buf_add(p->out, S("</p>\n"));
    }
    at = end + 1;
  }
}
