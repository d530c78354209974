#include "codebook/compose.h"

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

void compose_read_contents(rules *r, table *t) {
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

void compose_read_ranks(rules *r, table *t) {
  static const char *const names[] = {"outer", "inner", "content"};
  while (table_next(t)) {
    compose_rank row = {.root = t->cells[0]};
    int64_t rank;
    uint32_t i = 0;
    while (i < 3 && !str_eq(t->cells[2], str_of(names[i])))
      i++;
    row.deed = (compose_deed)i;
    if (!str_to_i64(t->cells[1], &rank) || rank < 1 || rank > 99)
      table_error(t, 1, "the rank is a number from 1 to 99");
    else if (i == 3)
      table_error(t, 2, "a deed within gives outer, inner or content");
    row.rank = (uint32_t)rank;
    *vec_push(r->m, &r->ranks) = row;
  }
}

uint32_t compose_content(const rules *r, uint32_t outer, str root,
                         uint32_t type, uint32_t code, bool any) {
  str inner = code == NO_VALUE ? (str){NULL, 0} : r->scheme.codes.at[code].code;
  uint32_t best = NO_VALUE, best_score = any ? 0 : 1;
  for (uint32_t i = 0; i < r->contents.n; i++) {
    const content_code *row = &r->contents.at[i];
    bool typed = row->content != NO_TYPE;
    if (row->type != outer ||
        !str_starts(r->scheme.codes.at[row->code].code, root) ||
        (typed && type != row->content) ||
        (row->prefix.len && (!inner.p || !str_starts(inner, row->prefix))))
      continue;
    // "*" 1, a type 2, a code by its length.
    uint32_t score = typed ? 2 : row->prefix.len ? 2 + row->prefix.len : 1;
    if (score > best_score) {
      best = row->code;
      best_score = score;
    }
  }
  return best;
}

static const compose_rank *rank_of(const rules *r, str code) {
  for (uint32_t i = 0; i < r->ranks.n; i++)
    if (str_starts(code, r->ranks.at[i].root))
      return &r->ranks.at[i];
  return NULL;
}

uint32_t compose_codes(const rules *r, uint32_t outer, uint32_t inner) {
  if (inner == NO_VALUE || outer == NO_VALUE)
    return outer == NO_VALUE ? inner : outer;
  const cameo_code *x = &r->scheme.codes.at[outer];
  const cameo_code *y = &r->scheme.codes.at[inner];
  const compose_rank *by = rank_of(r, x->code), *of = rank_of(r, y->code);
  if (!by)
    return outer;
  if (of)
    return of->rank > by->rank ? inner : outer;
  if (by->deed != DEED_CONTENT || x->type == NO_TYPE)
    return by->deed == DEED_INNER ? inner : outer;
  uint32_t code = compose_content(r, x->type, str_slice(x->code, 0, 2), y->type,
                                  inner, false);
  return code == NO_VALUE ? outer : code;
}
