// Reads the tables of names: first what others point at, then the rest.

#include "codebook/names_load.h"
#include "base/utf8.h"
#include <stdlib.h>

bool names_reads(str file) {
  static const char *const files[] = {"world/sectors.tsv",
                                      "world/countries.tsv",
                                      "world/organisations.tsv",
                                      "world/people.tsv",
                                      "world/places.tsv",
                                      "en/countries.tsv",
                                      "en/organisations.tsv",
                                      "en/people.tsv",
                                      "en/roles.tsv",
                                      "en/regions.tsv",
                                      "en/groups.tsv",
                                      "en/words/pronouns.tsv",
                                      "en/words/reference.tsv",
                                      "en/actors.tsv"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (str_eq(file, str_of(files[i])))
      return true;
  return false;
}

// A row by id; an unknown id that is not empty is an error of that cell.
static uint32_t find(const table *t, uint32_t cell, const map *ids) {
  str id = t->cells[cell];
  if (!id.len)
    return NO_ROW;
  uint32_t row = map_get(ids, id);
  if (row == NO_VALUE)
    table_error(t, cell, "no row has the id '%.*s'", (int)id.len, id.p);
  return row;
}

uint32_t load_sectors(const names *n, const table *t, uint32_t cell) {
  uint32_t set = 0;
  str rest = t->cells[cell];
  while (rest.len) {
    str id = str_cut(&rest, ' ');
    uint32_t bit = id.len ? map_get(&n->sector_by_id, id) : NO_VALUE;
    if (bit != NO_VALUE)
      set |= 1u << bit;
    else if (id.len)
      table_error(t, cell, "unknown sector '%.*s'; world/sectors.tsv has all",
                  (int)id.len, id.p);
  }
  return set;
}

day load_day(const table *t, uint32_t cell, bool last) {
  str s = t->cells[cell];
  int64_t year, month = last ? 12 : 1;
  if (!s.len)
    return NO_DAY;
  if (s.len == 10 && day_read(s) != NO_DAY)
    return day_read(s);
  bool ok = s.len >= 4 && str_to_i64(str_slice(s, 0, 4), &year);
  if (s.len == 7)
    ok = ok && s.p[4] == '-' && str_to_i64(str_slice(s, 5, 7), &month);
  else
    ok = ok && s.len == 4;
  if (!ok || month < 1 || month > 12) {
    table_error(t, cell, "'%.*s' is no date: write YYYY-MM-DD, YYYY-MM or YYYY",
                (int)s.len, s.p);
    return NO_DAY;
  }
  int y = (int)year, m = (int)month;
  return day_of(y, m, last ? month_days(y, m) : 1);
}

static void add(names *n, str form, sense_kind kind, uint32_t row) {
  phrases_add(&n->phrases, n->m, form,
              (sense){.kind = (uint8_t)kind, .row = row});
}

static void read_sectors(names *n, table *t) {
  while (table_next(t)) {
    if (n->sectors.n == MAX_SECTORS) {
      table_error(t, 0, "more than %d sectors", MAX_SECTORS);
      return;
    }
    map_put(&n->sector_by_id, n->m, t->cells[0], n->sectors.n);
    *vec_push(n->m, &n->sectors) =
        (sector_row){t->cells[0], t->cells[1], t->cells[2]};
  }
}

// A later row of the same id (an overlay's) takes the place of the first.
static void read_countries(names *n, table *t) {
  while (table_next(t)) {
    uint32_t at = map_put(&n->country_by_id, n->m, t->cells[0], n->countries.n);
    if (at == NO_VALUE) {
      at = n->countries.n;
      vec_push(n->m, &n->countries);
    }
    n->countries.at[at] =
        (country_row){.id = t->cells[0],
                      .cameo = t->cells[1],
                      .groups = t->cells[2],
                      .name = n->countries.at[at].name,
                      .disputed = str_eq(t->cells[3], S("disputed")),
                      .fips = t->cells[4],
                      .cow = t->cells[5],
                      .icews = t->cells[6]};
  }
}

static uint8_t org_kind_of(const table *t, uint32_t cell) {
  // ORDER ORG_KIND
  static const char *const kinds[N_ORG_KIND] = {
      "igo", "body", "force", "party", "armed", "ngo", "media", "company"};
  for (uint8_t i = 0; i < N_ORG_KIND; i++)
    if (str_eq(t->cells[cell], str_of(kinds[i])))
      return i;
  table_error(t, cell, "unknown kind of organisation");
  return ORG_IGO;
}

// id code sectors country parent kind from to. Parents may stand below, so
// they are looked up by link_parents.
static void read_orgs(names *n, table *t) {
  while (table_next(t)) {
    uint32_t row = n->orgs.n;
    uint32_t first = map_put(&n->org_by_id, n->m, t->cells[0], row);
    org_row *o = vec_push(n->m, &n->orgs);
    *o = (org_row){.id = t->cells[0],
                   .code = t->cells[1],
                   .sectors = load_sectors(n, t, 2),
                   .country = find(t, 3, &n->country_by_id),
                   .parent = NO_ROW,
                   .next = NO_ROW,
                   .kind = org_kind_of(t, 5),
                   .from = load_day(t, 6, false),
                   .to = load_day(t, 7, true)};
    if (first == NO_VALUE)
      continue;
    while (n->orgs.at[first].next != NO_ROW)
      first = n->orgs.at[first].next;
    n->orgs.at[first].next = row;
  }
}

static void link_parents(names *n, table *t) {
  while (table_next(t))
    n->orgs.at[n->n_linked++].parent = find(t, 4, &n->org_by_id);
}

static uint16_t role_flags(const table *t, uint32_t cell) {
  // ORDER ROLE_FLAG
  static const char *const choices[N_ROLE_FLAG] = {
      "office", "title",  "abbr",   "spokes", "crowd",     "armed",
      "plural", "former", "holder", "future", "uncertain", "sector"};
  uint16_t set = 0;
  for (str rest = t->cells[cell]; rest.len;) {
    str flag = str_cut(&rest, ' ');
    uint32_t i = 0;
    while (i < N_ROLE_FLAG && !str_eq(flag, str_of(choices[i])))
      i++;
    if (i < N_ROLE_FLAG)
      set |= (uint16_t)(1u << i);
    else
      table_error(t, cell, "unknown flag '%.*s'", (int)flag.len, flag.p);
  }
  return set;
}

static uint8_t role_type_of(const table *t, uint32_t cell) {
  // ORDER ROLE_TYPE
  static const char *const choices[N_ROLE_TYPE] = {"person", "force", "group",
                                                   "body", "modifier"};
  for (uint8_t i = 0; i < N_ROLE_TYPE; i++)
    if (str_eq(t->cells[cell], str_of(choices[i])))
      return i;
  table_error(t, cell, "unknown kind of role");
  return ROLE_PERSON;
}

// form sector kind flags same code
static void read_roles(names *n, table *t) {
  while (table_next(t)) {
    uint32_t row = n->roles.n, same = NO_VALUE;
    str form = utf8_fold(n->m, t->cells[0]);
    if (t->cells[4].len)
      same = map_get(&n->role_by_form, utf8_fold(n->m, t->cells[4]));
    *vec_push(n->m, &n->roles) =
        (role_row){.form = t->cells[0],
                   .sectors = load_sectors(n, t, 1),
                   .type = role_type_of(t, 2),
                   .flags = role_flags(t, 3),
                   .same = same == NO_VALUE ? row : same,
                   .code = t->cells[5]};
    map_put(&n->role_by_form, n->m, form, row);
    add(n, form, SENSE_ROLE, row);
  }
}

// id name country org sector role from to
static void read_people(names *n, table *t) {
  while (table_next(t)) {
    uint32_t row = n->people.n;
    uint32_t office = map_get(&n->role_by_form, utf8_fold(n->m, t->cells[5]));
    *vec_push(n->m, &n->people) =
        (person_row){.id = t->cells[0],
                     .name = t->cells[1],
                     .country = find(t, 2, &n->country_by_id),
                     .org = find(t, 3, &n->org_by_id),
                     .sectors = load_sectors(n, t, 4),
                     .role = office == NO_VALUE ? NO_ROW : office,
                     .next = NO_ROW,
                     .from = load_day(t, 6, false),
                     .to = load_day(t, 7, true)};
    uint32_t first = map_put(&n->person_by_id, n->m, t->cells[0], row);
    if (first == NO_VALUE) {
      add(n, t->cells[1], SENSE_PERSON, row);
      continue;
    }
    while (n->people.at[first].next != NO_ROW)
      first = n->people.at[first].next;
    n->people.at[first].next = row;
  }
}

static void read_en_countries(names *n, table *t) {
  static const struct {
    const char *kind;
    uint8_t sense, flags;
  } kinds[] = {
      {"name", SENSE_COUNTRY, 0},
      {"official", SENSE_COUNTRY, 0},
      {"alias", SENSE_COUNTRY, 0},
      {"adj", SENSE_ADJ, 0},
      {"people", SENSE_PEOPLE, 0},
      {"people-plural", SENSE_PEOPLE, SENSE_PLURAL},
      {"capital", SENSE_CAPITAL, 0},
      {"seat", SENSE_SEAT, 0},
  };
  while (table_next(t)) {
    uint32_t row = find(t, 0, &n->country_by_id), i = 0;
    uint32_t sectors = load_sectors(n, t, 3);
    while (i < 8 && !str_eq(t->cells[1], str_of(kinds[i].kind)))
      i++;
    if (i == 8)
      table_error(t, 1, "unknown kind of form");
    if (i == 8 || row == NO_ROW)
      continue;
    sense is = {kinds[i].sense, kinds[i].flags, 0, row};
    if (is.kind == SENSE_SEAT && sectors)
      is.sector = (uint16_t)(1 + __builtin_ctz(sectors));
    phrases_add(&n->phrases, n->m, t->cells[2], is);
    if (!i && !n->countries.at[row].name.p)
      n->countries.at[row].name = t->cells[2];
  }
}

// The last word of a noun phrase is the one that a text repeats.
static uint32_t last_word(names *n, str form) {
  str word = form;
  for (uint32_t i = 0; i < form.len; i++)
    if (form.p[i] == ' ' || form.p[i] == '-')
      word = str_slice(form, i + 1, form.len);
  return phrases_add_word(&n->phrases, n->m, utf8_fold(n->m, word));
}

static void read_en_orgs(names *n, table *t) {
  while (table_next(t)) {
    uint32_t row = find(t, 0, &n->org_by_id);
    str kind = t->cells[1];
    if (row == NO_ROW)
      continue;
    org_row *o = &n->orgs.at[row];
    if (str_eq(kind, S("generic"))) {
      if (!o->n_generic++)
        o->first_generic = n->generics.n;
      uint32_t word = last_word(n, t->cells[2]);
      *vec_push(n->m, &n->generics) = word;
      continue;
    }
    sense_kind is = str_eq(kind, S("adj"))      ? SENSE_ORG_ADJ
                    : str_eq(kind, S("people")) ? SENSE_ORG_PEOPLE
                                                : SENSE_ORG;
    bool seat = str_eq(kind, S("seat"));
    phrases_add(&n->phrases, n->m, t->cells[2],
                (sense){is, seat ? SENSE_SEATED : 0, 0, row});
    if (str_eq(kind, S("name")) && !o->name.p)
      o->name = t->cells[2];
  }
}

static void read_en_people(names *n, table *t) {
  while (table_next(t)) {
    uint32_t row = find(t, 0, &n->person_by_id);
    if (row != NO_ROW)
      add(n, t->cells[2],
          str_eq(t->cells[1], S("surname")) ? SENSE_SURNAME : SENSE_PERSON,
          row);
  }
}

// form country kind sector adj; of several states, country holds their letters
static void read_regions(names *n, table *t) {
  while (table_next(t)) {
    region_row r = {.form = t->cells[0], .country = NO_ROW};
    if (str_eq(t->cells[2], S("multi")))
      r.code = t->cells[1];
    else
      r.country = find(t, 1, &n->country_by_id);
    r.sectors = load_sectors(n, t, 3);
    add(n, r.form, SENSE_REGION, n->regions.n);
    if (t->cells[4].len)
      add(n, t->cells[4], SENSE_REGION_ADJ, n->regions.n);
    *vec_push(n->m, &n->regions) = r;
  }
}

// form kind code country
static void read_groups(names *n, table *t) {
  while (table_next(t)) {
    add(n, t->cells[0], SENSE_GROUP, n->groups.n);
    *vec_push(n->m, &n->groups) =
        (group_row){.form = t->cells[0],
                    .code = t->cells[2],
                    .country = find(t, 3, &n->country_by_id),
                    .religion = str_starts(t->cells[1], S("relig"))};
  }
}

static int32_t degrees(str s) {
  double d = 0;
  return str_to_double(s, &d) ? (int32_t)(d * 1e5 + (d < 0 ? -.5 : .5)) : 0;
}

// id name country admin1 lat lon geonameid kind population
static void read_places(names *n, table *t) {
  while (table_next(t)) {
    int64_t id = 0, population = 0;
    str_to_i64(t->cells[6], &id);
    str_to_i64(t->cells[8], &population);
    uint32_t row = n->places.n;
    *vec_push(n->m, &n->places) =
        (place_row){.name = t->cells[1],
                    .country = find(t, 2, &n->country_by_id),
                    .admin1 = t->cells[3],
                    .lat = degrees(t->cells[4]),
                    .lon = degrees(t->cells[5]),
                    .geonameid = (uint32_t)id,
                    .kind = t->cells[7],
                    .population = (uint32_t)population};
    add(n, t->cells[1], SENSE_PLACE, row);
  }
}

typedef struct {
  const char *file, *columns;
  void (*read)(names *n, table *t);
} table_reader;

// In an order in which every id is known before it is used.
static const table_reader READERS[] = {
    {"world/sectors.tsv", "id cameo icews?", read_sectors},
    {"world/countries.tsv", "id cameo groups? status? fips? cow? icews?",
     read_countries},
    {"world/organisations.tsv", "id code sectors country parent kind from? to?",
     read_orgs},
    {"world/organisations.tsv", "id code sectors country parent kind from? to?",
     link_parents},
    {"en/roles.tsv", "form sector kind flags? same? code?", read_roles},
    {"world/people.tsv", "id name country org sector role from? to?",
     read_people},
    {"en/countries.tsv", "id kind form sector?", read_en_countries},
    {"en/organisations.tsv", "id kind form", read_en_orgs},
    {"en/people.tsv", "id kind form", read_en_people},
    {"en/regions.tsv", "form country kind sector? adj?", read_regions},
    {"en/groups.tsv", "form kind code? country?", read_groups},
    {"en/actors.tsv", "form code from? to?", names_read_actors},
    {"world/places.tsv",
     "id name country admin1 lat lon geonameid kind population?", read_places},
    {"en/words/pronouns.tsv", "form kind person number gender",
     names_read_pronouns},
    {"en/words/reference.tsv", "class form", names_read_duties},
};

// Countries of the map as rows of ours; what we do not know stays off it.
static void link_map(names *n) {
  for (uint32_t c = 0; c < n->map.n_countries; c++)
    n->map_country[c] = names_country(n, gazetteer_country(&n->map, c));
}

void names_place(const names *n, uint32_t place, place_row *out) {
  if (place < n->places.n) {
    *out = n->places.at[place];
    return;
  }
  gazetteer_place p;
  gazetteer_get(&n->map, place - n->places.n, &p);
  *out = (place_row){.name = p.name,
                     .admin1 = gazetteer_unit(&n->map, p.unit),
                     .kind = str_of(gaz_kind_name(p.kind)),
                     .country = n->map_country[p.country],
                     .geonameid = p.geonameid,
                     .population = p.people,
                     .lat = p.lat,
                     .lon = p.lon};
}

uint32_t names_place_id(const names *n, uint32_t place) {
  place_row row;
  names_place(n, place, &row);
  return row.geonameid ? row.geonameid : place | 1u << 31; // ids have 24 bits
}

void names_load(names *n, arena *m, const source_file *files, uint32_t n_files,
                reporter *errors) {
  *n = (names){.m = m, .map = n->map};
  for (size_t r = 0; r < sizeof READERS / sizeof *READERS; r++)
    for (uint32_t f = 0; f < n_files; f++) {
      table t;
      if (str_eq(files[f].name, str_of(READERS[r].file)) &&
          table_open(&t, &files[f], READERS[r].columns, errors))
        READERS[r].read(n, &t);
    }
  link_map(n);
  names_close_words(n);
  phrases_close(&n->phrases, m);
  names_sort_holders(n);
}
