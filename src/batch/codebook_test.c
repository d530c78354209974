#include "batch/codebook_test.h"
#include "article/names_of.h"
#include "pipeline/pipeline.h"

// Examples are news of one day, so that "on Friday" means something; the day
// itself is arbitrary (a Wednesday in the middle of a month).
static const char EXAMPLE_DAY[] = "2024-05-15";

// One expected event, "negated XNO SANCTION XSU,XEA"; empty fields are free.
typedef struct {
  str fact, actors, type, recipients;
} expectation;

typedef struct {
  const codebook *cb;
  const article *a;
  uint32_t rule; // that the example stands under, or NO_RULE
  bool *matched; // [events.n]
} trial;

static bool is_type(const codebook *cb, str word) {
  return scheme_type(&cb->rules.scheme, word) != NO_VALUE ||
         str_eq(word, S("CODE"));
}

static bool is_fact(str word) {
  for (uint32_t i = 0; i < N_FACTUALITY; i++)
    if (str_eq(word, factuality_name((factuality)i)))
      return true;
  return str_eq(word, S("claimed")) || str_eq(word, S("denied"));
}

// False when there is no event type in it.
static bool read_expectation(expectation *out, const codebook *cb, str text) {
  *out = (expectation){0};
  for (str rest = str_trim(text); rest.p;) {
    str word = str_cut(&rest, ' ');
    if (!word.len)
      continue;
    if (!out->type.p && is_type(cb, word))
      out->type = word;
    else if (!out->type.p && is_fact(word))
      out->fact = word;
    else if (!out->type.p)
      out->actors = word;
    else
      out->recipients = word;
  }
  return out->type.p != NULL;
}

static bool fact_fits(const trial *t, const event *e, str fact) {
  bool claimed = str_eq(fact, S("claimed")), denied = str_eq(fact, S("denied"));
  if (!fact.p)
    return true;
  if (!claimed && !denied)
    return str_eq(fact, factuality_name(e->fact));
  for (uint32_t i = 0; i < e->speeches.n; i++)
    if (t->a->speeches.at[e->speeches.first + i].denied == denied)
      return true;
  return false;
}

static const rule_standin *standin_of(const codebook *cb, str id) {
  for (uint32_t i = 0; i < cb->rules.standins.n; i++)
    if (str_eq(cb->rules.standins.at[i].id, id))
      return &cb->rules.standins.at[i];
  return NULL;
}

// "XNO" fits an actor of that country, organisation or code.
static bool party_fits(const trial *t, const mention *w, str id) {
  const names *n = &t->cb->names;
  const rule_standin *in = standin_of(t->cb, id);
  char code[ACTOR_CODE_MAX];
  uint32_t len = names_code(n, &w->who, code);
  if (in)
    id = in->real_id;
  if (w->who.country != NO_ROW &&
      str_eq(n->countries.at[w->who.country].id, id))
    return true;
  if (w->who.org != NO_ROW && str_eq(n->orgs.at[w->who.org].id, id))
    return true;
  return str_eq((str){code, len}, id);
}

// "?" is nobody, "*" is free; "XNO,XSU" are all that there are, in any
// order.
static bool parties_fit(const trial *t, list who, str ids) {
  uint32_t wanted = 0;
  if (!ids.p)
    return true;
  if (str_eq(ids, S("*")))
    return true;
  if (str_eq(ids, S("?")))
    return !who.n;
  while (ids.p) {
    str id = str_cut(&ids, ',');
    bool found = str_eq(id, S("*"));
    for (uint32_t i = 0; i < who.n; i++)
      found |=
          party_fits(t, &t->a->mentions.at[t->a->lists.at[who.first + i]], id);
    if (!found)
      return false;
    wanted++;
  }
  return wanted == who.n;
}

static bool event_fits(const trial *t, const event *e, const expectation *x) {
  const scheme *s = &t->cb->rules.scheme;
  str type = e->type == NO_ROW ? S("CODE") : s->types.at[e->type].name;
  return str_eq(type, x->type) && fact_fits(t, e, x->fact) &&
         parties_fit(t, e->actors, x->actors) &&
         parties_fit(t, e->recipients, x->recipients);
}

// Finds an event for the expectation; `by` is the rule it must be from, or
// NO_RULE for any.
static bool find_event(trial *t, const expectation *x, uint32_t by) {
  for (uint32_t i = 0; i < t->a->events.n; i++) {
    const event *e = &t->a->events.at[i];
    if (t->matched[i] || (by != NO_RULE && e->rule != by) ||
        !event_fits(t, e, x))
      continue;
    t->matched[i] = true;
    return true;
  }
  return false;
}

static bool coded_by(const trial *t) {
  for (uint32_t i = 0; i < t->a->events.n; i++)
    if (t->a->events.at[i].rule == t->rule)
      return true;
  return false;
}

// One alternative of what stands behind "=>": "none", or events after ";".
static bool alternative_holds(trial *t, str text, bool must) {
  bool first = true;
  memset(t->matched, 0, t->a->events.n);
  if (str_eq(str_trim(text), S("none")))
    return !t->a->events.n;
  if (str_eq(str_trim(text), S("other")) || str_eq(str_trim(text), S("OTHER")))
    return t->a->events.n > 0;
  while (text.p) {
    expectation x;
    if (!read_expectation(&x, t->cb, str_cut(&text, ';')) ||
        !find_event(t, &x, must && first ? t->rule : NO_RULE))
      return false;
    first = false;
  }
  // What an event holds need not be listed.
  for (uint32_t i = 0; must && i < t->a->events.n; i++)
    if (!t->matched[i] && t->a->events.at[i].content_of == NO_EVENT)
      return false;
  return true;
}

static bool holds(trial *t, str expected, bool must) {
  bool discard = t->rule != NO_RULE && t->cb->rules.all.at[t->rule].discard;
  if (!must && t->rule != NO_RULE && coded_by(t))
    return false;
  while (expected.p)
    if (alternative_holds(t, str_cut(&expected, '|'), must && !discard))
      return true;
  return false;
}

// An actor's letters, those of a stand-in as the invented country's.
static void write_code(buf *out, const codebook *cb, str code) {
  for (uint32_t i = 0; i < cb->rules.standins.n; i++) {
    const rule_standin *in = &cb->rules.standins.at[i];
    if (!str_starts(code, in->real_id))
      continue;
    buf_add(out, in->id);
    code = str_slice(code, in->real_id.len, code.len);
    break;
  }
  buf_add(out, code);
}

static void write_parties(buf *out, const trial *t, list who) {
  char code[ACTOR_CODE_MAX];
  for (uint32_t i = 0; i < who.n; i++) {
    const mention *w = &t->a->mentions.at[t->a->lists.at[who.first + i]];
    if (i)
      buf_byte(out, ',');
    write_code(out, t->cb,
               (str){code, names_code(&t->cb->names, &w->who, code)});
  }
  if (!who.n)
    buf_byte(out, '?');
}

static void write_events(buf *out, const trial *t) {
  const rules *r = &t->cb->rules;
  for (uint32_t i = 0; i < t->a->events.n; i++) {
    const event *e = &t->a->events.at[i];
    buf_add(out, i ? S("; ") : S(""));
    buf_add(out, factuality_name(e->fact));
    buf_byte(out, ' ');
    write_parties(out, t, e->actors);
    buf_byte(out, ' ');
    buf_add(out,
            e->type == NO_ROW ? S("CODE") : r->scheme.types.at[e->type].name);
    buf_byte(out, ' ');
    write_parties(out, t, e->recipients);
    if (e->rule != NO_ROW) {
      buf_add(out, S(" by "));
      buf_add(out, r->all.at[e->rule].name);
    }
  }
  if (!t->a->events.n)
    buf_add(out, S("none"));
  for (uint32_t i = 0; i < t->a->rejects.n; i++) {
    const reject *x = &t->a->rejects.at[i];
    buf_add(out, i ? S(", ") : S("  (rejects: "));
    buf_add(out, token_text(t->a, x->trigger));
    buf_add(out, S(": "));
    buf_add(out, r->reasons.at[x->reason]);
  }
  buf_add(out, t->a->rejects.n ? S(")\n") : S("\n"));
}

static bool is_letter(char b) {
  return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

// The sentence with real names for invented ones, whole words only.
static str read_aloud(arena *mem, const codebook *cb, str text) {
  buf out = {0};
  for (uint32_t i = 0; i < text.len;) {
    str rest = str_slice(text, i, text.len);
    const rule_standin *in = NULL;
    for (uint32_t k = 0; k < cb->rules.standins.n && !in; k++) {
      str name = cb->rules.standins.at[k].invented;
      if (str_starts(rest, name) &&
          (rest.len == name.len || !is_letter(rest.p[name.len])))
        in = &cb->rules.standins.at[k];
    }
    if (in)
      buf_add(&out, in->real);
    else
      buf_byte(&out, text.p[i]);
    i += in ? in->invented.len : 1;
  }
  str copy = arena_copy(mem, buf_str(&out));
  buf_free(&out);
  return copy;
}

void codebook_test_code(article *a, arena *mem, const codebook *cb,
                        const model *m, str text) {
  arena_reset(mem);
  page p = {.bytes = read_aloud(mem, cb, text),
            .format = DGM_SENTENCE,
            .published = str_of(EXAMPLE_DAY)};
  article_init(a, mem);
  if (pipeline_code(a, cb, m, NULL, &p, NULL) != DGM_OK)
    article_init(a, mem);
}

static bool test_in(arena *mem, buf *report, const codebook *cb, const model *m,
                    const rule_example *x) {
  article a;
  codebook_test_code(&a, mem, cb, m, x->text);
  trial t = {cb, &a, x->rule, arena_new(mem, bool, a.events.n + 1)};
  if (holds(&t, x->expected, x->must))
    return true;
  if (x->path)
    buf_printf(report, "%s:%u: ", x->path, x->line);
  buf_printf(report,
             "%c %.*s\n  expected: %.*s\n  coded:    ", x->must ? '+' : '-',
             (int)x->text.len, x->text.p, (int)x->expected.len, x->expected.p);
  write_events(report, &t);
  return false;
}

// An example is a sentence; the cap only stops a damaged codebook.
static const size_t MEMORY = 64 << 20;

bool codebook_test_one(buf *report, const codebook *cb, const model *m,
                       str text, str expected, bool must, uint32_t by) {
  arena mem;
  arena_init(&mem, MEMORY);
  rule_example x = {
      .rule = by, .text = text, .expected = expected, .must = must};
  bool ok = test_in(&mem, report, cb, m, &x);
  arena_close(&mem);
  return ok;
}

static bool chosen(str name, str filter) {
  str rest = name;
  str_cut(&rest, '/');
  return str_starts(name, filter) || str_eq(rest, filter);
}

void codebook_test(codebook_tally *out, buf *report, const codebook *cb,
                   const model *m, str filter) {
  arena mem;
  arena_init(&mem, MEMORY);
  *out = (codebook_tally){0};
  for (uint32_t i = 0; i < cb->rules.all.n; i++) {
    const rule *u = &cb->rules.all.at[i];
    if (u->off || !chosen(u->name, filter))
      continue;
    out->rules++;
    for (uint32_t k = 0; k < u->n_examples; k++) {
      const rule_example *x = &cb->rules.examples.at[u->first_example + k];
      out->examples++;
      out->failed += !test_in(&mem, report, cb, m, x);
    }
  }
  arena_close(&mem);
}
