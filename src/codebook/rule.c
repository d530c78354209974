#include "codebook/rule.h"
#include "base/utf8.h"
#include "codebook/rule_read.h"
#include <stdlib.h>

// ORDER REJECT_REASON
static const char *const reason_names[N_REJECT_REASON] = {
    "no line fits", "no actor", "no recipient", "one party only",
    "told already"};

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

// Which inner event a row is about: a type, a CAMEO code or the head of one.
static bool read_content_key(rules *r, content_code *row, str key) {
  row->content = scheme_type(&r->scheme, key);
  if (row->content != NO_VALUE)
    return true;
  row->content = NO_TYPE;
  if (!str_eq(key, S("*")))
    row->prefix = key;
  return str_eq(key, S("*")) || (key.len && key.p[0] <= '9');
}

static void read_contents(rules *r, table *t) {
  while (table_next(t)) {
    content_code row = {.prefix = S("")};
    row.type = scheme_type(&r->scheme, t->cells[0]);
    row.code = scheme_code(&r->scheme, t->cells[2]);
    if (row.type == NO_VALUE)
      table_error(t, 0, "world/events.tsv has no such type");
    else if (!read_content_key(r, &row, t->cells[1]))
      table_error(t, 1, "the content is a type, a code's beginning or *");
    else if (row.code == NO_VALUE)
      table_error(t, 2, "world/cameo.tsv has no such code");
    else
      *vec_push(r->m, &r->contents) = row;
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
  return str_ends(name, S("/confidence.tsv")) ? 7 : NO_VALUE;
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

static void read_rule_file(rules *r, lexicon *x, const source_file *file,
                           uint32_t folder, reporter *errors) {
  if (!r->class_used) {
    r->class_used = arena_new(r->m, bool, x->class_names.n + 1);
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
      read_contents(r, &t);
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
  default:
    scheme_read(&r->scheme, r->m, file, errors);
  }
}

static int by_word(const void *a, const void *b) {
  const rule_entry *x = a, *y = b;
  if (x->word != y->word)
    return x->word < y->word ? -1 : 1;
  return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

// Drops the entries of rules that an overlay replaced or switched off.
static void drop_off(rules *r) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->entries.n; i++) {
    rule_entry e = r->entries.at[i];
    bool same = n && r->entries.at[n - 1].word == e.word &&
                r->entries.at[n - 1].pattern == e.pattern;
    if (!same && !r->all.at[r->patterns.at[e.pattern].rule].off)
      r->entries.at[n++] = e;
  }
  r->entries.n = n;
}

void rules_close(rules *r, lexicon *x) {
  if (r->entries.n)
    qsort(r->entries.at, r->entries.n, sizeof *r->entries.at, by_word);
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
