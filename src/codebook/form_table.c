#include "codebook/form_table.h"
#include "base/utf8.h"

// ORDER DATE_KIND
static const char *const date_kinds[N_DATE_KIND] = {
    "weekday", "month",  "season",    "unit",      "day-word",  "day-part",
    "clock",   "which",  "past-span", "next-span", "ref",       "ago",
    "hence",   "since",  "until",     "before",    "range",     "to",
    "dash",    "begin",  "middle",    "end",       "every",     "set",
    "the",     "of",     "on",        "holiday",   "prep",      "about",
    "for",     "future", "feast",     "nth-day",   "named",     "decade",
    "quarter", "fiscal", "final",     "after",     "eve",       "in",
    "from",    "time",   "zone",      "noon",      "weekdays",  "other",
    "times",   "per",    "planned",   "timetable", "ahead",     "has",
    "later",   "south",  "instant",   "at",        "day-first", "month-first"};

// ORDER QUANTITY_KIND
static const char *const quantity_kinds[N_QUANTITY_KIND] = {
    "ones",      "hundred", "scale",    "vague",    "pair",    "half",
    "ordinal",   "article", "and",      "of",       "to",      "least",
    "most",      "about",   "between",  "currency", "percent", "more",
    "part",      "toll",    "no-count", "dead",     "injured", "arrested",
    "displaced", "force",   "money",    "crowd",    "weapon",  "people"};

// ORDER SPEECH_KIND
static const char *const speech_kinds[N_SPEECH_KIND] = {
    "verb", "weak", "deny", "noun", "according", "add", "about"};

str form_quantity_name(uint32_t kind) {
  return kind < N_QUANTITY_KIND ? str_of(quantity_kinds[kind]) : (str){NULL, 0};
}

static form_table *table_of(form_tables *t, str name, const char *const **kinds,
                            uint32_t *n) {
  if (str_ends(name, S("/words/dates.tsv"))) {
    *kinds = date_kinds;
    *n = N_DATE_KIND;
    return &t->dates;
  }
  if (str_ends(name, S("/words/quantities.tsv"))) {
    *kinds = quantity_kinds;
    *n = N_QUANTITY_KIND;
    return &t->quantities;
  }
  if (str_ends(name, S("/words/speech.tsv"))) {
    *kinds = speech_kinds;
    *n = N_SPEECH_KIND;
    return &t->speech;
  }
  return NULL;
}

bool form_tables_reads(str name) {
  form_tables none;
  const char *const *kinds;
  uint32_t n;
  return table_of(&none, name, &kinds, &n) != NULL;
}

static uint32_t form_number(form_table *t, arena *m, str form) {
  uint32_t at = map_put(&t->forms, m, form, t->kinds.n);
  if (at != NO_VALUE)
    return at;
  *vec_push(m, &t->kinds) = 0;
  *vec_push(m, &t->first) = NO_VALUE;
  return t->kinds.n - 1;
}

static void add(form_table *t, arena *m, str form, form_row row) {
  form = utf8_lower(m, form);
  str rest = form, word = str_cut(&rest, ' ');
  if (rest.p)
    t->kinds.at[form_number(t, m, word)] |= FORM_BEGINS;
  uint32_t at = form_number(t, m, form);
  row.next = t->first.at[at];
  t->first.at[at] = t->rows.n;
  t->kinds.at[at] |= UINT64_C(1) << row.kind;
  *vec_push(m, &t->rows) = row;
}

void form_table_add(form_table *t, arena *m, str forms, form_row row) {
  while (forms.p) {
    str form = str_trim(str_cut(&forms, '|'));
    if (form.len)
      add(t, m, form, row);
  }
}

static bool read_value(const table *t, uint32_t cell, double *out) {
  *out = 0;
  if (!t->cells[cell].len || str_to_double(t->cells[cell], out))
    return true;
  table_error(t, cell, "the value is a number");
  return false;
}

void form_tables_read(form_tables *tables, arena *m, const source_file *file,
                      reporter *errors) {
  const char *const *kinds;
  uint32_t n;
  form_table *to = table_of(tables, file->name, &kinds, &n);
  table t;
  if (!to || !table_open(&t, file, "kind forms value? high?", errors))
    return;
  while (table_next(&t)) {
    form_row row = {0};
    while (row.kind < n && !str_eq(t.cells[0], str_of(kinds[row.kind])))
      row.kind++;
    if (row.kind == n)
      table_error(&t, 0, "no such kind of word");
    else if (read_value(&t, 2, &row.value) && read_value(&t, 3, &row.high))
      form_table_add(to, m, t.cells[1], row);
  }
}

uint64_t form_kinds(const form_table *t, str form) {
  uint32_t at = map_get(&t->forms, form);
  return at == NO_VALUE ? 0 : t->kinds.at[at];
}

const form_row *form_find(const form_table *t, str form, uint32_t kind) {
  uint32_t at = map_get(&t->forms, form);
  if (at == NO_VALUE || !(t->kinds.at[at] >> kind & 1))
    return NULL;
  for (uint32_t r = t->first.at[at]; r != NO_VALUE; r = t->rows.at[r].next)
    if (t->rows.at[r].kind == kind)
      return &t->rows.at[r];
  return NULL;
}
