#include "batch/codebook_diff.h"
#include "export/explain_part.h"
#include <stdlib.h>
#include <string.h>

static str str_of_view(dgm_str s) {
  return (str){s.p, (uint32_t)s.len};
}

static void add_view(buf *out, const char *before, dgm_str s) {
  if (!s.len)
    return;
  buf_add(out, str_of(before));
  buf_add(out, str_of_view(s));
}

static void add_parties(buf *out, const dgm_actor *who, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    add_view(out, i ? ", " : "",
             who[i].code.len   ? who[i].code
             : who[i].name.len ? who[i].name
                               : who[i].text);
  if (!n)
    buf_byte(out, '?');
}

static void add_words(buf *out, const char *before, const dgm_str *words,
                      uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    add_view(out, i ? " " : before, words[i]);
}

// All of an event that a codebook decides, on one line.
static void describe(buf *out, const dgm_event *e) {
  buf_add(out, e->type.len ? str_of_view(e->type) : S("CODE"));
  add_view(out, " ", e->cameo);
  add_view(out, "|", e->cameo_mirror);
  buf_byte(out, ' ');
  add_parties(out, e->actor, e->n_actor);
  buf_add(out, S(" → "));
  add_parties(out, e->recipient, e->n_recipient);
  add_view(out, ", ", e->factuality);
  if (e->background)
    buf_add(out, S(", background"));
  add_words(out, ", mode ", e->modes, e->n_modes);
  add_words(out, ", context ", e->contexts, e->n_contexts);
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    const dgm_speech *s = &e->attribution[i];
    add_view(out, ", ", s->kind);
    buf_add(out, S(" by "));
    add_parties(out, &s->speaker, 1);
  }
}

typedef struct {
  const dgm_event *e;
  str article; // that its offsets count in
  buf text;
  bool told; // has its partner, or was written
} side_event;

typedef struct {
  side_event *at;
  size_t n;
} side;

static side side_of(const dgm_coder *c) {
  side s = {NULL, dgm_event_count(c)};
  s.at = calloc(s.n + 1, sizeof *s.at);
  if (!s.at)
    abort(); // as buf does: there is no going on without memory
  for (size_t i = 0; i < s.n; i++) {
    s.at[i].e = dgm_event_at(c, i);
    s.at[i].article = str_of_view(dgm_article_text(c));
    describe(&s.at[i].text, s.at[i].e);
  }
  return s;
}

static void side_free(side *s) {
  for (size_t i = 0; i < s->n; i++)
    buf_free(&s->at[i].text);
  free(s->at);
}

// The first event of the side with that anchor that has no partner yet; `text`
// (may be NULL): that reads the same, too.
static side_event *partner(side *s, const side_event *of, const buf *text) {
  for (size_t i = 0; i < s->n; i++) {
    side_event *x = &s->at[i];
    if (!x->told && !strcmp(x->e->anchor, of->e->anchor) &&
        (!text || str_eq(buf_str(&x->text), buf_str(text))))
      return x;
  }
  return NULL;
}

typedef struct {
  buf *out;
  const diff_pair *p;
  bool begun;
} writer;

static void begin(writer *w) {
  if (w->begun)
    return;
  w->begun = true;
  if (!w->p->html) {
    buf_printf(w->out, "%s\n", w->p->name);
    return;
  }
  buf_add(w->out, S("<h2>"));
  html_text(w->out, str_of(w->p->name));
  buf_add(w->out, S("</h2>\n"));
}

static void write_what(writer *w, const char *sign, const side_event *x) {
  if (!w->p->html) {
    buf_printf(w->out, "  %s ", sign);
    buf_add(w->out, buf_str(&x->text));
    add_view(w->out, "  by ", x->e->evidence.rule);
    buf_byte(w->out, '\n');
    return;
  }
  buf_add(w->out, S("<p><b>"));
  buf_add(w->out, str_of(sign));
  buf_add(w->out, S("</b> "));
  html_text(w->out, buf_str(&x->text));
  buf_add(w->out, S(" <i>"));
  html_view(w->out, x->e->evidence.rule);
  buf_add(w->out, S("</i></p>\n"));
}

// The sentence, its trigger marked on a page.
static void write_sentence(writer *w, const side_event *x) {
  const dgm_evidence *e = &x->e->evidence;
  str text = str_of_view(e->text);
  if (!w->p->html) {
    buf_add(w->out, S("      “"));
    buf_add(w->out, text);
    buf_add(w->out, S("”\n"));
    return;
  }
  // The sentence is a piece of the article, so its own offset is known.
  uint32_t from = (uint32_t)(text.p - x->article.p);
  uint32_t beg = (uint32_t)e->trigger.beg - from;
  uint32_t end = (uint32_t)e->trigger.end - from;
  buf_add(w->out, S("<blockquote>"));
  html_text(w->out, str_slice(text, 0, beg));
  buf_add(w->out, S("<mark>"));
  html_text(w->out, str_slice(text, beg, end));
  buf_add(w->out, S("</mark>"));
  html_text(w->out, str_slice(text, end, text.len));
  buf_add(w->out, S("</blockquote>\n"));
}

static void write_one(writer *w, const char *kind, const char *sign,
                      const side_event *x, const side_event *now) {
  begin(w);
  if (w->p->html)
    buf_printf(w->out, "<article class=%s>\n", kind);
  write_what(w, sign, x);
  if (now)
    write_what(w, "→", now);
  write_sentence(w, x);
  if (w->p->html)
    buf_add(w->out, S("</article>\n"));
}

static void pair_same(side *before, side *after, diff_tally *t) {
  for (size_t i = 0; i < before->n; i++) {
    side_event *x = &before->at[i], *y = partner(after, x, &x->text);
    if (!y)
      continue;
    x->told = y->told = true;
    t->same++;
  }
}

void codebook_diff(buf *out, diff_tally *t, const diff_pair *p) {
  side before = side_of(p->before), after = side_of(p->after);
  writer w = {.out = out, .p = p};
  pair_same(&before, &after, t);
  for (size_t i = 0; i < before.n; i++) {
    side_event *x = &before.at[i], *y;
    if (x->told)
      continue;
    y = partner(&after, x, NULL);
    write_one(&w, y ? "changed" : "lost", y ? "~" : "-", x, y);
    t->changed += y != NULL;
    t->lost += !y;
    if (y)
      y->told = true;
  }
  for (size_t i = 0; i < after.n; i++)
    if (!after.at[i].told) {
      write_one(&w, "gained", "+", &after.at[i], NULL);
      t->gained++;
    }
  t->documents++;
  t->touched += w.begun;
  side_free(&before);
  side_free(&after);
}

// The totals come last in the file and stand first on the page, since they are
// known only then.
static const char style[] =
    "body{font:1rem/1.45 system-ui,sans-serif;max-width:60rem;margin:auto;"
    "padding:1rem;display:flex;flex-direction:column;background:Canvas;"
    "color:CanvasText;color-scheme:light dark}\n"
    "header{order:-2}footer{order:-1;border-bottom:1px solid;margin-bottom:"
    "1rem}\n"
    "h2{font-size:1rem;margin:1.2rem 0 .2rem;overflow-wrap:anywhere}\n"
    "article{border-left:.3rem solid;padding-left:.7rem;margin:.4rem 0}\n"
    "article p{margin:.1rem 0}blockquote{margin:.2rem 0;opacity:.85}\n"
    ".gained{border-color:#2a8a4a}.lost{border-color:#b8372e}"
    ".changed{border-color:#b8860b}\n"
    "body:has(#gained:not(:checked)) .gained,"
    "body:has(#lost:not(:checked)) .lost,"
    "body:has(#changed:not(:checked)) .changed{display:none}\n";

void codebook_diff_head(buf *out, const char *before, const char *after,
                        bool html) {
  static const char *const kinds[] = {"gained", "lost", "changed"};
  if (!html)
    return;
  buf_add(out, S("<!doctype html>\n<html lang=en><meta charset=utf-8>\n"
                 "<meta name=viewport content=\"width=device-width\">\n"
                 "<title>codebook diff</title>\n<style>"));
  buf_add(out, str_of(style));
  buf_add(out, S("</style>\n<header><h1>What changed from <code>"));
  html_text(out, str_of(before));
  buf_add(out, S("</code> to <code>"));
  html_text(out, str_of(after));
  buf_add(out, S("</code></h1>\n"));
  for (int i = 0; i < 3; i++)
    buf_printf(out, "<label><input type=checkbox id=%s checked> %s</label>\n",
               kinds[i], kinds[i]);
  buf_add(out, S("</header>\n"));
}

void codebook_diff_foot(buf *out, const diff_tally *t, bool html) {
  buf_add(out, html ? S("<footer><p>") : S(""));
  buf_printf(out,
             "%llu gained, %llu lost, %llu changed, %llu the same; in %llu of "
             "%llu documents",
             (unsigned long long)t->gained, (unsigned long long)t->lost,
             (unsigned long long)t->changed, (unsigned long long)t->same,
             (unsigned long long)t->touched, (unsigned long long)t->documents);
  buf_add(out, html ? S("</p></footer>\n") : S("\n"));
}
