// en/actors.tsv: actors of a dictionary whose codes are letters that only it
// understands, bound to days. They are rows of regions with `coded` set, since
// a region, too, may have letters and no state.

#include "codebook/names_load.h"

// Rows of the same code and days are one, so that "Israel" and "Israeli" are.
static uint32_t coded_row(names *n, const table *t, map *by_code) {
  str code = t->cells[1], from = t->cells[2], to = t->cells[3];
  char *key = arena_raw(n->m, (size_t)code.len + from.len + to.len + 2);
  uint32_t len = 0;
  const str parts[] = {code, from, to};
  for (int i = 0; i < 3; i++) {
    if (parts[i].len)
      memcpy(key + len, parts[i].p, parts[i].len);
    len += parts[i].len;
    if (i < 2)
      key[len++] = '\t';
  }
  uint32_t row = n->regions.n,
           old = map_put(by_code, n->m, (str){key, len}, row);
  if (old != NO_VALUE)
    return old;
  *vec_push(n->m, &n->regions) =
      (region_row){.form = t->cells[0],
                   .code = str_eq(code, S("-")) ? S("") : code,
                   .country = NO_ROW,
                   .coded = true,
                   .from = load_day(t, 2, false),
                   .to = load_day(t, 3, true)};
  return row;
}

// form code from to; of several rows of a form the first that holds counts
void names_read_actors(names *n, table *t) {
  map by_code = {0};
  while (table_next(t)) {
    sense is = {.kind = SENSE_REGION, .row = coded_row(n, t, &by_code)};
    phrases_add(&n->phrases, n->m, t->cells[0], is);
  }
}

bool names_row_holds(const region_row *r, day on) {
  if (on == NO_DAY)
    return r->to == NO_DAY;
  return (r->from == NO_DAY || r->from <= on) &&
         (r->to == NO_DAY || r->to >= on);
}

uint32_t names_coded_country(const names *n, uint32_t region) {
  const region_row *r = &n->regions.at[region];
  return r->coded && r->code.len >= 3
             ? names_country(n, str_slice(r->code, 0, 3))
             : NO_ROW;
}
