// What a mark leads to: one card an event, reject, date, place, quantity,
// quotation, and one for the tree of each sentence that has an event.

#include "article/dump.h"
#include "article/names_of.h"
#include "codebook/pattern_text.h"
#include "export/explain.h"
#include "export/explain_part.h"
#include "export/why.h"

static void add(const html_page *p, str s) {
  buf_add(p->out, s);
}

static void open_card(const html_page *p, mark_kind kind, char letter,
                      uint32_t i) {
  buf_printf(p->out, "<section class=\"card %s\" id=\"%c%u\"><h2>",
             mark_class(kind), letter, i);
}

static void row(const html_page *p, const char *name) {
  buf_printf(p->out, "<dt>%s</dt><dd>", name);
}

static void text_row(const html_page *p, const char *name, dgm_str s) {
  if (!s.p || !s.len)
    return;
  row(p, name);
  html_view(p->out, s);
  add(p, S("</dd>\n"));
}

static void quoted(const html_page *p, dgm_str s) {
  add(p, S("“"));
  html_view(p->out, s);
  add(p, S("”"));
}

static void actor_row(const html_page *p, const char *name,
                      const dgm_actor *w) {
  row(p, name);
  quoted(p, w->text);
  if (w->name.p) {
    add(p, S(" "));
    html_view(p->out, w->name);
  }
  add(p, S(" <code>"));
  html_view(p->out, w->code);
  add(p, S("</code> by "));
  html_view(p->out, w->by);
  add(p, w->known ? S("</dd>\n") : S(", guessed from context</dd>\n"));
}

static void rule_line(const html_page *p, const event *e) {
  const rules *r = &p->cb->rules;
  buf line = {0};
  explain_rule_line(&line, p->cb, e);
  add(p, S("<pre>"));
  html_text(p->out, buf_str(&line));
  buf_free(&line);
  add(p, S("</pre>\n<p class=\"hint\">"));
  html_text(p->out, r->all.at[e->rule].name);
  buf_printf(p->out, ", line %u</p>\n", r->patterns.at[e->pattern].line);
}

static void role_words(const html_page *p, const role *r) {
  const article *a = p->a;
  if (r->mark != NO_TOKEN) {
    html_text(p->out, token_text(a, r->mark));
    add(p, S(" "));
  }
  html_text(p->out, article_at(a, why_words(a, r)));
}

// One part of the rule and the words of the frame that stand in its place.
static void part_row(const html_page *p, const rule_part *part,
                     const frame *f) {
  uint32_t n = 0;
  add(p, S("<tr><td><code>"));
  buf text = {0};
  pattern_write_part(&text, p->cb, part);
  html_text(p->out, buf_str(&text));
  buf_free(&text);
  add(p, S("</code></td><td>"));
  for (uint32_t i = f->first_role; i < f->first_role + f->n_roles; i++)
    if (!part->forbidden && why_fits(p->cb, part, &p->a->roles.at[i])) {
      add(p, n++ ? S("; ") : S(""));
      role_words(p, &p->a->roles.at[i]);
    }
  if (!n)
    add(p, part->forbidden || part->optional
               ? S("<small>not there</small>")
               : S("<small>from the words around it</small>"));
  add(p, S("</td></tr>\n"));
}

// The rule word by word: what it asks, and what stands there.
static void rule_table(const html_page *p, const event *e) {
  const rules *r = &p->cb->rules;
  const rule_pattern *u = &r->patterns.at[e->pattern];
  const frame *f = &p->a->frames.at[e->frame];
  add(p, S("<table><tr><th>the rule asks</th><th>the text says</th></tr>\n"
           "<tr><td><code>predicate</code></td><td>"));
  html_text(p->out, token_text(p->a, e->trigger));
  add(p, S("</td></tr>\n"));
  for (uint32_t i = 0; i < u->parts.n; i++)
    part_row(p, &r->parts.at[u->parts.first + i], f);
  add(p, S("</table>\n"));
}

static void frame_row(const html_page *p, uint32_t f) {
  buf text = {0};
  if (f == NO_FRAME)
    return;
  row(p, "read as");
  dump_frame(&text, p->a, f);
  html_text(p->out, buf_str(&text));
  buf_free(&text);
  add(p, S("</dd>\n"));
}

// Why it counts as it does: how its clause was read, and what stands above it.
static void why_row(const html_page *p, const event *e, const dgm_event *v) {
  frame_row(p, e->frame);
  if (e->content_of == NO_EVENT)
    return;
  const dgm_event *outer = &p->v.events[e->content_of];
  row(p, "content of");
  buf_printf(p->out, "<button type=\"button\" class=\"m ev\" data-x=\"e%u\">",
             e->content_of);
  html_view(p->out, outer->type.p ? outer->type : outer->cameo);
  add(p, S("</button>"));
  if (e->effect) {
    add(p, S(", which makes it "));
    html_view(p->out, v->factuality);
  }
  add(p, S("</dd>\n"));
}

static void time_and_place(const html_page *p, const dgm_event *v) {
  row(p, "when");
  bool dated = v->date.start.p || v->date.end.p;
  bool range = v->date.end.p &&
               (!v->date.start.p || memcmp(v->date.start.p, v->date.end.p, 10));
  html_view(p->out, v->date.start.p ? v->date.start : (dgm_str){"…", 3});
  if (range) {
    add(p, S(" to "));
    html_view(p->out, v->date.end);
  }
  add(p, dated ? S(", from ") : S(", "));
  html_view(p->out, v->date.source);
  if (v->date.text.p) {
    add(p, S(" "));
    quoted(p, v->date.text);
  }
  add(p, S("</dd>\n"));
  for (uint32_t i = 0; i < v->n_places; i++) {
    row(p, "where");
    html_view(p->out, v->places[i].name);
    add(p, S(", "));
    html_view(p->out, v->places[i].role);
    add(p, S("</dd>\n"));
  }
  for (uint32_t i = 0; i < v->n_quantities; i++)
    text_row(p, "how many", v->quantities[i].text);
}

// Who says so, outermost first.
static void chain(const html_page *p, const dgm_event *v) {
  if (!v->n_attribution)
    text_row(p, "said by", (dgm_str){"the outlet itself", 17});
  for (uint32_t i = 0; i < v->n_attribution; i++) {
    const dgm_speech *s = &v->attribution[i];
    row(p, i ? "who quotes" : "said by");
    quoted(p, s->speaker.text);
    add(p, S(" "));
    html_view(p->out, s->speaker.name);
    add(p, S(", "));
    html_view(p->out, s->kind);
    add(p, S(", "));
    html_view(p->out, s->quote);
    if (s->verb.p) {
      add(p, S(" "));
      quoted(p, s->verb);
    }
    add(p, S("</dd>\n"));
  }
}

static void event_card(const html_page *p, uint32_t i) {
  const event *e = &p->a->events.at[i];
  const dgm_event *v = &p->v.events[i];
  open_card(p, MARK_EVENT, 'e', i);
  html_view(p->out, v->type.p ? v->type : v->cameo);
  add(p, S(" <small>"));
  html_view(p->out, v->factuality);
  add(p, v->background ? S(", background") : S(""));
  add(p, S(", CAMEO "));
  html_view(p->out, v->cameo);
  add(p, S(", confidence "));
  buf_fixed(p->out, v->evidence.confidence, 2);
  add(p, S("</small></h2>\n"));
  if (e->rule != NO_RULE) {
    rule_line(p, e);
    rule_table(p, e);
  }
  add(p, S("<dl>\n"));
  for (uint32_t k = 0; k < v->n_actor; k++)
    actor_row(p, "who", &v->actor[k]);
  for (uint32_t k = 0; k < v->n_recipient; k++)
    actor_row(p, "to whom", &v->recipient[k]);
  time_and_place(p, v);
  chain(p, v);
  why_row(p, e, v);
  buf_printf(p->out,
             "</dl>\n<button type=\"button\" class=\"m tree\" data-x=\"t%u\">"
             "tree of the sentence</button>\n</section>\n",
             e->sentence);
}

static void reject_card(const html_page *p, uint32_t i) {
  const dgm_reject *v = &p->v.rejects[i];
  open_card(p, MARK_REJECT, 'r', i);
  add(p, S("no event</h2>\n<dl>\n"));
  text_row(p, "reason", v->reason);
  text_row(p, "rule", v->rule);
  frame_row(p, p->a->rejects.at[i].frame);
  add(p, S("</dl>\n</section>\n"));
}

static void day_row(const html_page *p, const char *name, day d) {
  char text[11];
  if (d == NO_DAY)
    return;
  day_write(text, d);
  text_row(p, name, (dgm_str){text, 10});
}

static void date_card(const html_page *p, uint32_t i) {
  const timex *x = &p->a->dates.at[i];
  open_card(p, MARK_DATE, 'd', i);
  html_text(p->out, article_at(p->a, x->at));
  add(p, S("</h2>\n<dl>\n"));
  text_row(p, "kind", view_str(timex_type_name(x->type)));
  text_row(p, "value", view_str(str_of(x->value)));
  day_row(p, "from", x->beg);
  day_row(p, "to", x->last);
  text_row(p, "precision", view_str(precision_name(x->precision)));
  add(p, S("</dl>\n</section>\n"));
}

static void place_card(const html_page *p, uint32_t i) {
  dgm_place v;
  view_place(&v, p->a, p->cb, &p->a->places.at[i]);
  open_card(p, MARK_PLACE, 'p', i);
  html_view(p->out, v.name);
  add(p, S("</h2>\n<dl>\n"));
  text_row(p, "country", v.country);
  text_row(p, "division", v.admin1);
  text_row(p, "precision", v.precision);
  if (v.located) {
    row(p, "point");
    buf_fixed(p->out, v.lat, 4);
    add(p, S(", "));
    buf_fixed(p->out, v.lon, 4);
    add(p, S("</dd>\n"));
  } else {
    text_row(p, "point", (dgm_str){"none: not on the map, or too unsure", 35});
  }
  if (v.geonameid) {
    row(p, "GeoNames");
    buf_i64(p->out, (int64_t)v.geonameid);
    add(p, S("</dd>\n"));
  }
  add(p, S("</dl>\n</section>\n"));
}

static void quantity_card(const html_page *p, uint32_t i) {
  dgm_quantity v;
  view_quantity(&v, p->a, p->cb, &p->a->quantities.at[i]);
  open_card(p, MARK_QUANTITY, 'n', i);
  html_view(p->out, v.text);
  add(p, S("</h2>\n<dl>\n"));
  row(p, "at least");
  buf_fixed(p->out, v.low, 0);
  add(p, S("</dd>\n"));
  row(p, "at most");
  if (v.high < 0) // "at least 12"
    add(p, S("not said"));
  else
    buf_fixed(p->out, v.high, 0);
  add(p, S("</dd>\n"));
  text_row(p, "unit", v.unit);
  text_row(p, "of", v.of);
  add(p, S("</dl>\n</section>\n"));
}

static void quote_card(const html_page *p, uint32_t i) {
  const quote *q = &p->a->quotes.at[i];
  open_card(p, MARK_SPEAKER, 's', i);
  html_text(p->out, quote_kind_name(q->kind));
  add(p, S(" speech</h2>\n<dl>\n"));
  if (q->speaker != NO_MENTION) {
    dgm_actor who;
    view_actor(&who, p->a, p->cb, q->speaker);
    actor_row(p, "speaker", &who);
  } else {
    text_row(p, "speaker", view_str(article_at(p->a, q->speaker_at)));
  }
  text_row(p, "word of saying", view_str(article_at(p->a, q->cue)));
  text_row(p, "kind", view_str(q->denied ? S("denied") : S("claimed")));
  add(p, S("</dl>\n</section>\n"));
}

static void tree_card(const html_page *p, uint32_t s) {
  const article *a = p->a;
  const sentence *in = &a->sentences.at[s];
  buf_printf(p->out,
             "<section class=\"card tree\" id=\"t%u\"><h2>Tree</h2>\n<table>"
             "<tr><th>word</th><th>class</th><th>is</th><th>of</th></tr>\n",
             s);
  for (uint32_t t = in->first; t < in->end; t++) {
    const token *w = &a->tokens.at[t];
    add(p, S("<tr><td>"));
    html_text(p->out, token_text(a, t));
    add(p, S("</td><td>"));
    html_text(p->out, upos_name((upos)w->upos));
    add(p, S("</td><td>"));
    html_text(p->out, deprel_name((deprel)w->deprel));
    add(p, S("</td><td>"));
    if (w->head != NO_TOKEN)
      html_text(p->out, token_text(a, w->head));
    add(p, S("</td></tr>\n"));
  }
  add(p, S("</table>\n</section>\n"));
}

static void write_trees(const html_page *p) {
  const article *a = p->a;
  bool *wanted = arena_new(a->m, bool, a->sentences.n + 1);
  for (uint32_t i = 0; i < a->events.n; i++)
    wanted[a->events.at[i].sentence] = true;
  for (uint32_t s = 0; s < a->sentences.n; s++)
    if (wanted[s])
      tree_card(p, s);
}

void cards_write(html_page *p) {
  const article *a = p->a;
  for (uint32_t i = 0; i < a->events.n; i++)
    event_card(p, i);
  for (uint32_t i = 0; i < a->rejects.n; i++)
    reject_card(p, i);
  for (uint32_t i = 0; i < a->quotes.n; i++)
    quote_card(p, i);
  for (uint32_t i = 0; i < a->dates.n; i++)
    date_card(p, i);
  for (uint32_t i = 0; i < a->places.n; i++)
    place_card(p, i);
  for (uint32_t i = 0; i < a->quantities.n; i++)
    quantity_card(p, i);
  write_trees(p);
}
