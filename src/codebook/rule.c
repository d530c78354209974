#include "codebook/rule.h"
#include "base/utf8.h"
#include "codebook/compose.h"
#include "codebook/rule_read.h"

// ORDER REJECT_REASON
static const char *const reason_names[N_REJECT_REASON] = {
    "no line fits", "no actor",  "no recipient",   "one party only",
    "told already", "not coded", "private matter", "everyday text"};

void rules_init(rules *r, arena *m) {
  r->m = m;
  for (uint32_t i = 0; i < N_REJECT_REASON; i++)
    *vec_push(m, &r->reasons) = str_of(reason_names[i]);
}

// "same-sex" as the words it is split into: "same - sex".
static str spread_hyphens(arena *m, str forms) {
  char *out = arena_new(m, char, (size_t)forms.len * 3 + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < forms.len; i++) {
    bool hyphen = forms.p[i] == '-';
    if (hyphen)
      out[n++] = ' ';
    out[n++] = forms.p[i];
    if (hyphen)
      out[n++] = ' ';
  }
  return (str){out, n};
}

// Forms that speak of a context; "-" is for those that speak of none.
static void read_context_forms(rules *r, table *t) {
  while (table_next(t)) {
    bool none = str_eq(t->cells[0], S("-"));
    form_row row = {.kind = none ? (uint32_t)CONTEXT_NONE
                                 : scheme_context(&r->scheme, t->cells[0])};
    if (row.kind > CONTEXT_NONE)
      table_error(t, 0, "world/contexts.tsv has no such context");
    else {
      form_table_add(&r->contexts, r->m, t->cells[1], row);
      form_table_add(&r->contexts, r->m, spread_hyphens(r->m, t->cells[1]),
                     row);
    }
  }
}

// Places 0 to 2 are the scheme's.
uint32_t rules_rank(str name) {
  uint32_t rank = scheme_rank(name);
  if (rank != NO_VALUE)
    return rank;
  if (str_eq(name, S("world/content.tsv")))
    return 3;
  if (str_ends(name, S("/words/contexts.tsv")))
    return 4;
  if (str_ends(name, S("/words/standins.tsv")))
    return 5;
  if (str_ends(name, S(".rules")))
    return 6;
  if (str_ends(name, S("/confidence.tsv")))
    return 7;
  return str_eq(name, S("world/compose.tsv")) ? 8 : NO_VALUE;
}

// What was measured of each rule; rows of rules that are not in force are for
// an overlay to leave behind, and nothing was measured of a rule that a later
// folder put in the place of ours.
static void read_confidence(rules *r, table *t, uint32_t folder) {
  double value;
  while (table_next(t)) {
    if (!str_to_double(t->cells[1], &value) || value < 0 || value > 1) {
      table_error(t, 1, "the confidence is a number from 0 to 1");
      continue;
    }
    uint32_t at = rules_find(r, t->cells[0]);
    if (at != NO_RULE && r->all.at[at].folder <= folder)
      r->all.at[at].confidence = value;
  }
}

// Room for what our own rules become (40,000 patterns, 123,000 parts, 137,000
// tests, 72,000 entries) and some growth: room that is not used costs nothing,
// but growing column by column leaves as much behind as is kept.
static void make_room(rules *r) {
  vec_reserve(r->m, &r->patterns, 48 << 10);
  vec_reserve(r->m, &r->parts, 160 << 10);
  vec_reserve(r->m, &r->tests, 160 << 10);
  vec_reserve(r->m, &r->entries, 96 << 10);
}

static void read_rule_file(rules *r, lexicon *x, const source_file *file,
                           uint32_t folder, reporter *errors) {
  if (!r->class_used) {
    make_room(r);
    r->class_used = arena_new(r->m, bool, x->class_names.n + 1);
    r->class_runs = arena_new(r->m, rule_slice, x->class_names.n + 1);
    r->class_tests = arena_new(r->m, rule_slice, x->class_names.n + 1);
  }
  rule_read_file(r, x, file, folder, errors);
}

void rules_read(rules *r, lexicon *x, const source_file *file, uint32_t folder,
                reporter *errors) {
  table t;
  switch (rules_rank(file->name)) {
  case 3:
    if (table_open(&t, file, "type content code", errors))
      compose_read_contents(r, &t);
    break;
  case 4:
    if (table_open(&t, file, "context forms", errors))
      read_context_forms(r, &t);
    break;
  case 5:
    if (table_open(&t, file, "invented id real real-id", errors))
      while (table_next(&t))
        *vec_push(r->m, &r->standins) =
            (rule_standin){t.cells[0], t.cells[1], t.cells[2], t.cells[3]};
    break;
  case 6:
    read_rule_file(r, x, file, folder, errors);
    break;
  case 7:
    if (table_open(&t, file, "rule confidence", errors))
      read_confidence(r, &t, folder);
    break;
  case 8:
    if (table_open(&t, file, "root rank deed", errors))
      compose_read_ranks(r, &t);
    break;
  default:
    scheme_read(&r->scheme, r->m, file, errors);
  }
}

// Copies the entries in the order of a number below n_keys; equal ones keep
// theirs.
static void sort_by(rules *r, rule_entry *to, const rule_entry *from,
                    size_t field, uint32_t n_keys) {
  uint32_t *next = arena_new(r->m, uint32_t, (size_t)n_keys + 1), key;
  for (uint32_t i = 0; i < r->entries.n; i++) {
    memcpy(&key, (const char *)&from[i] + field, sizeof key);
    next[key + 1]++;
  }
  for (uint32_t k = 1; k < n_keys; k++)
    next[k] += next[k - 1];
  for (uint32_t i = 0; i < r->entries.n; i++) {
    memcpy(&key, (const char *)&from[i] + field, sizeof key);
    to[next[key]++] = from[i];
  }
}

// By word, then by pattern: the later order first.
static void sort_entries(rules *r, uint32_t n_words) {
  arena_mark here = arena_here(r->m);
  rule_entry *other = arena_raw(r->m, r->entries.n * sizeof *other);
  sort_by(r, other, r->entries.at, offsetof(rule_entry, pattern),
          r->patterns.n);
  sort_by(r, r->entries.at, other, offsetof(rule_entry, word), n_words);
  arena_back(r->m, here);
}

// Drops the entries of rules that an overlay replaced or switched off.
static void drop_off(rules *r) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->entries.n; i++) {
    rule_entry e = r->entries.at[i];
    bool same = n && r->entries.at[n - 1].word == e.word &&
                r->entries.at[n - 1].pattern == e.pattern &&
                r->entries.at[n - 1].run == e.run;
    if (!same && !r->all.at[r->patterns.at[e.pattern].rule].off)
      r->entries.at[n++] = e;
  }
  r->entries.n = n;
}

// What the engine needs to know of the rules as a whole.
static void note_kinds(rules *r) {
  for (uint32_t i = 0; i < r->all.n; i++) {
    const rule *u = &r->all.at[i];
    r->typed |= !u->off && u->type != NO_TYPE;
    for (uint32_t k = 0; !u->off && k < u->n_patterns; k++)
      r->loose |= r->patterns.at[u->first_pattern + k].loose;
  }
  for (uint32_t i = 0; i < r->needs.n; i++)
    for (uint32_t k = 0; k < r->needs.at[i].n; k++)
      r->loose |= r->tests.at[r->needs.at[i].first + k].kind == TEST_RUN;
}

void rules_close(rules *r, lexicon *x) {
  note_kinds(r);
  if (r->entries.n)
    sort_entries(r, x->words.n);
  drop_off(r);
  r->n_words = x->words.n;
  r->first_entry = arena_new(r->m, uint32_t, r->n_words + 1);
  for (uint32_t w = 0, i = 0; w < r->n_words; w++) {
    r->first_entry[w] = i;
    while (i < r->entries.n && r->entries.at[i].word == w)
      i++;
    r->first_entry[w + 1] = i;
  }
}

uint32_t rules_find(const rules *r, str name) {
  uint32_t at = map_get(&r->by_name, name);
  while (at != NO_VALUE && r->all.at[at].replaced_by != NO_RULE)
    at = r->all.at[at].replaced_by;
  return at;
}

rule_slice rules_of(const rules *r, uint32_t word) {
  if (word >= r->n_words)
    return (rule_slice){0, 0};
  return (rule_slice){r->first_entry[word],
                      r->first_entry[word + 1] - r->first_entry[word]};
}

bool rules_is_trigger(const rules *r, uint32_t word) {
  rule_slice s = rules_of(r, word);
  for (uint32_t i = 0; i < s.n; i++)
    if (r->patterns.at[r->entries.at[s.first + i].pattern].on & ON_NOUN)
      return true;
  return false;
}

uint32_t rules_reason(rules *r, str name) {
  for (uint32_t i = 0; i < r->reasons.n; i++)
    if (str_eq(r->reasons.at[i], name))
      return i;
  *vec_push(r->m, &r->reasons) = arena_copy(r->m, name);
  return r->reasons.n - 1;
}
