#include "export/why.h"
#include "article/dump.h"
#include "article/names_of.h"
#include "base/put.h"
#include "codebook/pattern_text.h"
#include "export/explain.h"

static bool takes_prep(const codebook *cb, const rule_part *part,
                       const role *r) {
  for (uint32_t i = 0; i < part->preps.n; i++) {
    const word_test *t = &cb->rules.tests.at[part->preps.first + i];
    if ((t->kind == TEST_WORD && t->id == r->prep) ||
        (t->kind == TEST_CLASS && r->prep != NO_WORD &&
         lexicon_in(&cb->words, r->prep, t->id)))
      return true;
  }
  return !part->preps.n;
}

bool why_fits(const codebook *cb, const rule_part *part, const role *r) {
  switch (part->place) {
  case PLACE_SUBJ:
    return r->kind == ROLE_SUBJ;
  case PLACE_OBJ:
    return r->kind == ROLE_OBJ;
  case PLACE_IOBJ:
    return r->kind == ROLE_IOBJ;
  case PLACE_PREP:
    return r->kind == ROLE_PREP && takes_prep(cb, part, r);
  case PLACE_COMP:
    return r->kind == ROLE_COMP;
  default:
    return false;
  }
}

span why_words(const article *a, const role *r) {
  uint32_t i = a->mention_of[r->token];
  return i == NO_MENTION ? a->tokens.at[r->token].at : a->mentions.at[i].at;
}

static void put_span(buf *b, const char *name, span s) {
  put_key(b, name);
  buf_printf(b, "[%u,%u]", s.beg, s.end);
}

static void put_sentence(buf *b, const article *a, const sentence *s) {
  put_key(b, "sentence");
  buf_byte(b, '{');
  put_span(b, "span", s->at);
  put_text(b, "text", article_at(a, s->at));
  buf_byte(b, '}');
}

static void put_tree(buf *b, const article *a, const sentence *s) {
  put_key(b, "tree");
  buf_byte(b, '[');
  for (uint32_t t = s->first; t < s->end; t++) {
    const token *w = &a->tokens.at[t];
    put_sep(b);
    buf_byte(b, '{');
    put_text(b, "form", token_text(a, t));
    put_text(b, "lemma", token_lemma(a, t));
    put_text(b, "upos", upos_name((upos)w->upos));
    put_number(b, "head", w->head == NO_TOKEN ? 0 : w->head - s->first + 1);
    put_text(b, "deprel", deprel_name((deprel)w->deprel));
    put_span(b, "span", w->at);
    buf_byte(b, '}');
  }
  buf_byte(b, ']');
}

// "…/codebook/en/rules/X.rules" is shown as "en/rules/X.rules": where the
// codebook stands is the machine's business.
static str short_path(const char *path) {
  str s = str_of(path);
  uint32_t slashes = 0;
  for (uint32_t i = s.len; i-- > 0;)
    if (s.p[i] == '/' && ++slashes == 3)
      return str_slice(s, i + 1, s.len);
  return s;
}

static void put_rule(buf *b, const codebook *cb, const event *e) {
  const rules *r = &cb->rules;
  if (e->rule == NO_RULE) {
    put_json(b, "rule", (str){NULL, 0});
    return;
  }
  buf line = {0};
  explain_rule_line(&line, cb, e);
  put_key(b, "rule");
  buf_byte(b, '{');
  put_text(b, "name", r->all.at[e->rule].name);
  put_text(b, "file", short_path(r->all.at[e->rule].path));
  put_number(b, "line", r->patterns.at[e->pattern].line);
  put_text(b, "text", line.len ? buf_str(&line) : S(""));
  buf_byte(b, '}');
  buf_free(&line);
}

static void put_part(buf *b, str part, const span *at) {
  put_sep(b);
  buf_byte(b, '{');
  put_text(b, "part", part);
  if (at)
    put_span(b, "span", *at);
  else
    put_json(b, "span", (str){NULL, 0});
  buf_byte(b, '}');
}

// One part of the rule, once for each role that stands in its place.
static void put_filled(buf *b, const article *a, const codebook *cb,
                       const rule_part *part, const frame *f) {
  buf text = {0};
  uint32_t n = 0;
  pattern_write_part(&text, cb, part);
  for (uint32_t i = f->first_role; i < f->first_role + f->n_roles; i++) {
    const role *r = &a->roles.at[i];
    if (part->forbidden || !why_fits(cb, part, r))
      continue;
    span at = why_words(a, r);
    put_part(b, buf_str(&text), &at);
    n++;
  }
  if (!n)
    put_part(b, buf_str(&text), NULL);
  buf_free(&text);
}

static void put_parts(buf *b, const article *a, const codebook *cb,
                      const event *e) {
  put_key(b, "parts");
  buf_byte(b, '[');
  put_part(b, S("predicate"), &a->tokens.at[e->trigger].at);
  if (e->rule != NO_RULE && e->frame != NO_FRAME) {
    const rules *r = &cb->rules;
    const rule_pattern *u = &r->patterns.at[e->pattern];
    for (uint32_t i = 0; i < u->parts.n; i++)
      put_filled(b, a, cb, &r->parts.at[u->parts.first + i],
                 &a->frames.at[e->frame]);
  }
  buf_byte(b, ']');
}

static void put_notes(buf *b, const article *a, const view *v, uint32_t i) {
  const event *e = &a->events.at[i];
  buf text = {0};
  put_key(b, "notes");
  buf_byte(b, '[');
  if (e->frame != NO_FRAME) {
    buf_add(&text, S("read as "));
    dump_frame(&text, a, e->frame);
    buf_json(b, buf_str(&text));
  }
  if (e->content_of != NO_EVENT) {
    const dgm_event *outer = &v->events[e->content_of];
    dgm_str name = outer->type.p ? outer->type : outer->cameo;
    buf_clear(&text);
    buf_printf(&text, "content of %.*s%s", (int)name.len, name.p,
               e->effect ? ", which decides whether it happened" : "");
    put_sep(b);
    buf_json(b, buf_str(&text));
  }
  if (e->rule == NO_RULE) {
    put_sep(b);
    buf_json(b, S("no rule knows it: proposed by the model from the pair of "
                  "parties and the words between them"));
  }
  buf_byte(b, ']');
  buf_free(&text);
}

void export_why(buf *out, const article *a, const codebook *cb, const view *v,
                uint32_t i) {
  const event *e = &a->events.at[i];
  const sentence *s = &a->sentences.at[e->sentence];
  buf_byte(out, '{');
  put_sentence(out, a, s);
  put_tree(out, a, s);
  put_rule(out, cb, e);
  put_parts(out, a, cb, e);
  put_key(out, "confidence");
  buf_fixed(out, v->events[i].evidence.confidence, 2);
  put_notes(out, a, v, i);
  buf_byte(out, '}');
}
