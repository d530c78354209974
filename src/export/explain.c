#include "export/explain.h"
#include "article/dump.h"
#include "base/file.h"
#include "ingest/page.h"
#include "pipeline/view.h"

typedef struct {
  buf *out;
  article *a;
  const codebook *cb;
  explain_style style;
  view v;
} explainer;

static void paint(const explainer *x, const char *code) {
  if (x->style.colour)
    buf_add(x->out, str_of(code));
}

static void add(const explainer *x, dgm_str s) {
  buf_add(x->out, (str){s.p, s.len});
}

// Each line of s behind an indent.
static void indented(const explainer *x, str s, const char *indent) {
  while (s.p && s.len) {
    str line = str_cut(&s, '\n');
    if (!line.len)
      continue;
    buf_add(x->out, str_of(indent));
    buf_add(x->out, line);
    buf_byte(x->out, '\n');
  }
}

static void tree_line(const explainer *x, uint32_t t, uint32_t first) {
  const token *in = &x->a->tokens.at[t];
  str form = token_text(x->a, t), rel = deprel_name((deprel)in->deprel);
  buf_printf(x->out, "    %3u %-16.*s %-6.*s %-12.*s", t - first + 1,
             (int)form.len, form.p, (int)upos_name((upos)in->upos).len,
             upos_name((upos)in->upos).p, (int)rel.len, rel.p);
  if (in->head != NO_TOKEN) {
    str head = token_text(x->a, in->head);
    buf_printf(x->out, " of %.*s", (int)head.len, head.p);
  }
  buf_byte(x->out, '\n');
}

static void trees(const explainer *x, uint32_t s) {
  const sentence *in = &x->a->sentences.at[s];
  if (!in->parsed) {
    buf_add(x->out, S("  not parsed: no word that could hold an event\n"));
    return;
  }
  buf_add(x->out, S("  tree\n"));
  for (uint32_t t = in->first; t < in->end; t++)
    tree_line(x, t, in->first);
  buf frames = {0};
  dump_frames(&frames, x->a, s);
  if (frames.len)
    buf_add(x->out, S("  frames\n"));
  indented(x, buf_str(&frames), "    ");
  buf_free(&frames);
}

static void actors(const explainer *x, const char *side, const dgm_actor *who,
                   uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const dgm_actor *w = &who[i];
    buf_printf(x->out, "      %-10s “", side);
    add(x, w->text);
    buf_add(x->out, S("” "));
    if (w->name.p &&
        !str_eq((str){w->name.p, w->name.len}, (str){w->text.p, w->text.len})) {
      buf_add(x->out, S("is "));
      add(x, w->name);
      buf_byte(x->out, ' ');
    }
    buf_printf(x->out, "(%.*s) by ", (int)w->code.len, w->code.p);
    add(x, w->by);
    buf_add(x->out, w->known ? S("\n") : S(", guessed from context\n"));
  }
}

void explain_rule_line(buf *out, const codebook *cb, const event *e) {
  const rules *r = &cb->rules;
  uint32_t number = r->patterns.at[e->pattern].line;
  file_map file;
  if (file_map_open(&file, r->all.at[e->rule].path, PAGE_MAX, NULL) != DGM_OK)
    return;
  str rest = file.bytes, line = {0};
  for (uint32_t i = 0; i < number && rest.p; i++)
    line = str_cut(&rest, '\n');
  buf_add(out, str_trim(line));
  file_map_close(&file);
}

static void rule_line(const explainer *x, const event *e) {
  const rules *r = &x->cb->rules;
  if (e->rule == NO_RULE)
    return;
  buf_printf(x->out, "      line       ");
  explain_rule_line(x->out, x->cb, e);
  buf_printf(x->out, "   (%s:%u)\n", r->all.at[e->rule].path,
             r->patterns.at[e->pattern].line);
}

static void when_where(const explainer *x, const dgm_event *e) {
  buf_add(x->out, S("      when       "));
  dgm_str undated = {"undated", 7}, from = {"no known day", 12};
  add(x, e->date.start.p ? e->date.start : e->date.end.p ? from : undated);
  bool range = e->date.end.p &&
               (!e->date.start.p || memcmp(e->date.end.p, e->date.start.p, 10));
  if (range) {
    buf_add(x->out, S(" to "));
    add(x, e->date.end);
  }
  buf_add(x->out, S(", from "));
  add(x, e->date.source);
  if (e->date.text.p) {
    buf_add(x->out, S(" “"));
    add(x, e->date.text);
    buf_add(x->out, S("”"));
  }
  buf_byte(x->out, '\n');
  for (uint32_t i = 0; i < e->n_places; i++) {
    buf_add(x->out, S("      where      "));
    add(x, e->places[i].name);
    buf_add(x->out, S(", "));
    add(x, e->places[i].role);
    buf_byte(x->out, '\n');
  }
  for (uint32_t i = 0; i < e->n_quantities; i++) {
    buf_add(x->out, S("      how many   "));
    add(x, e->quantities[i].text);
    buf_byte(x->out, '\n');
  }
}

static void sources(const explainer *x, const dgm_event *e) {
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    const dgm_speech *s = &e->attribution[i];
    buf_add(x->out, S("      source     "));
    add(x, s->kind);
    buf_add(x->out, S(" by “"));
    add(x, s->speaker.text);
    buf_add(x->out, S("”, "));
    add(x, s->quote);
    buf_byte(x->out, '\n');
  }
}

static void explain_event(const explainer *x, uint32_t i) {
  const event *e = &x->a->events.at[i];
  const dgm_event *v = &x->v.events[i];
  paint(x, "\033[1;32m");
  buf_add(x->out, S("  event "));
  add(x, v->type.p ? v->type : v->cameo);
  paint(x, "\033[0m");
  buf_add(x->out, S(", "));
  add(x, v->factuality);
  buf_add(x->out, v->background ? S(", background\n") : S("\n"));
  buf_add(x->out, S("      rule       "));
  add(x, v->evidence.rule);
  buf_printf(x->out, ", CAMEO %.*s, confidence ",
             v->cameo.p ? (int)v->cameo.len : 1, v->cameo.p ? v->cameo.p : "-");
  buf_fixed(x->out, v->evidence.confidence, 2);
  buf_byte(x->out, '\n');
  rule_line(x, e);
  buf_add(x->out, S("      trigger    “"));
  buf_add(x->out, token_text(x->a, e->trigger));
  buf_add(x->out, S("”\n"));
  actors(x, "actor", v->actor, v->n_actor);
  actors(x, "recipient", v->recipient, v->n_recipient);
  when_where(x, v);
  sources(x, v);
  if (e->content_of != NO_EVENT)
    buf_add(x->out, S("      content of the event above it\n"));
}

static void explain_reject(const explainer *x, uint32_t i) {
  const reject *r = &x->a->rejects.at[i];
  paint(x, "\033[33m");
  buf_add(x->out, S("  no event: “"));
  buf_add(x->out, token_text(x->a, r->trigger));
  buf_add(x->out, S("”, "));
  add(x, x->v.rejects[i].reason);
  if (x->v.rejects[i].rule.p) {
    buf_add(x->out, S(" ("));
    add(x, x->v.rejects[i].rule);
    buf_add(x->out, S(")"));
  }
  paint(x, "\033[0m");
  buf_byte(x->out, '\n');
}

void export_explanation(buf *out, article *a, const codebook *cb,
                        explain_style style) {
  explainer x = {out, a, cb, style, {0}};
  view_build(&x.v, a, cb);
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    const sentence *in = &a->sentences.at[s];
    paint(&x, "\033[1m");
    buf_printf(out, "%s%u, bytes %u to %u\n",
               in->title ? "title " : "sentence ", s, in->at.beg, in->at.end);
    paint(&x, "\033[0m");
    indented(&x, article_at(a, in->at), "  ");
    if (style.trees)
      trees(&x, s);
    for (uint32_t i = 0; i < a->events.n; i++)
      if (a->events.at[i].sentence == s)
        explain_event(&x, i);
    for (uint32_t i = 0; i < a->rejects.n; i++)
      if (a->rejects.at[i].sentence == s)
        explain_reject(&x, i);
    buf_byte(out, '\n');
  }
}
