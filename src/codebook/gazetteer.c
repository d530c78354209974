// Names are searched by halves; a name is compared by its key without making
// one. Places and links lie in the order of their names, so that those of one
// name are a run in each.

#include "codebook/gazetteer.h"
#include "base/utf8.h"

enum {
  HEAD_BYTES = 32,
  COUNTRY_BYTES = 5,
  UNIT_BYTES = 4,
  NAME_BYTES = 3,
  PLACE_BYTES = 16,
  LINK_BYTES = 6
};

static uint32_t u16(const uint8_t *p) {
  return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u24(const uint8_t *p) {
  return u16(p) | (uint32_t)p[2] << 16;
}

static uint32_t u32(const uint8_t *p) {
  return u24(p) | (uint32_t)p[3] << 24;
}

static int32_t i24(const uint8_t *p) {
  int32_t v = (int32_t)u24(p);
  return v < 1 << 23 ? v : v - (1 << 24);
}

const char *gaz_kind_name(gaz_kind kind) {
  // ORDER GAZETTEER_KIND
  static const char *const kinds[N_GAZ_KIND] = {"city", "capital", "admin1",
                                                "admin2", "country"};
  return kinds[kind];
}

static str text_of(const gazetteer *g, uint32_t name) {
  uint32_t beg = u24(g->names + (size_t)name * NAME_BYTES);
  uint32_t end = u24(g->names + (size_t)(name + 1) * NAME_BYTES);
  return (str){(const char *)g->pool + beg, end - beg};
}

static uint32_t name_of(const gazetteer *g, uint32_t place) {
  return u24(g->places + (size_t)place * PLACE_BYTES);
}

static gaz_kind kind_of(const gazetteer *g, uint32_t place) {
  return (gaz_kind)(u16(g->places + (size_t)place * PLACE_BYTES + 14) >> 13);
}

static uint32_t link_name(const gazetteer *g, uint32_t link) {
  return u24(g->links + (size_t)link * LINK_BYTES);
}

static bool check_places(const gazetteer *g) {
  for (uint32_t i = 0; i < g->n_places; i++) {
    const uint8_t *p = g->places + (size_t)i * PLACE_BYTES;
    uint32_t unit = u16(p + 14);
    if (u24(p) >= g->n_names || (unit >> 13) >= N_GAZ_KIND ||
        (unit & (GAZETTEER_UNITS - 1)) >= g->n_units)
      return false;
  }
  for (uint32_t i = 0; i < g->n_links; i++) {
    const uint8_t *p = g->links + (size_t)i * LINK_BYTES;
    if (u24(p) >= g->n_names || u24(p + 3) >= g->n_places)
      return false;
  }
  return true;
}

static bool check(const gazetteer *g) {
  uint32_t last = 0;
  if (g->n_countries > GAZETTEER_COUNTRIES || g->n_units > GAZETTEER_UNITS)
    return false;
  for (uint32_t i = 0; i <= g->n_names; i++) {
    uint32_t at = u24(g->names + (size_t)i * NAME_BYTES);
    if (at < last || at > g->n_pool)
      return false;
    last = at;
  }
  for (uint32_t i = 0; i < g->n_units; i++) {
    const uint8_t *p = g->units + (size_t)i * UNIT_BYTES;
    if (p[0] >= g->n_countries || u24(p + 1) >= g->n_names)
      return false;
  }
  return check_places(g);
}

// Divides what follows the head into its parts; false where it is too short
// or too long.
static bool divide(gazetteer *g, str bytes) {
  const uint8_t *p = (const uint8_t *)bytes.p;
  uint32_t *const counts[] = {&g->n_countries, &g->n_units,  &g->n_names,
                              &g->n_pool,      &g->n_places, &g->n_links};
  for (uint32_t i = 0; i < 6; i++) {
    *counts[i] = u32(p + 8 + 4 * i);
    if (*counts[i] >= 1 << 24) // indexes have 24 bits
      return false;
  }
  uint64_t at = HEAD_BYTES;
  g->countries = p + at;
  at += (uint64_t)g->n_countries * COUNTRY_BYTES;
  uint64_t units = at, names = units + (uint64_t)g->n_units * UNIT_BYTES;
  uint64_t places = names + ((uint64_t)g->n_names + 1) * NAME_BYTES;
  uint64_t links = places + (uint64_t)g->n_places * PLACE_BYTES;
  uint64_t pool = links + (uint64_t)g->n_links * LINK_BYTES;
  if (pool + g->n_pool != bytes.len)
    return false;
  g->units = p + units;
  g->names = p + names;
  g->places = p + places;
  g->links = p + links;
  g->pool = p + pool;
  return true;
}

dgm_status gazetteer_open(gazetteer *out, str bytes, dgm_error *err) {
  gazetteer g = {0};
  *out = g;
  if (bytes.len < HEAD_BYTES || memcmp(bytes.p, "DGMGAZ1\n", 8) != 0)
    return error_set(err, DGM_EFORMAT, "is no gazetteer");
  if (!divide(&g, bytes) || !check(&g))
    return error_set(err, DGM_EFORMAT, "is a damaged gazetteer");
  memset(g.state, 0xFF, sizeof g.state); // NO_PLACE
  for (uint32_t i = 0; i < g.n_places; i++) {
    gazetteer_place p;
    if (kind_of(&g, i) != GAZ_STATE)
      continue;
    gazetteer_get(&g, i, &p);
    g.state[p.country] = i;
  }
  *out = g;
  return DGM_OK;
}

// The next byte of a key, or 0 at its end. ORDER GAZETTEER_KEY
static int key_next(str s, uint32_t *at) {
  while (*at < s.len) {
    unsigned char c = (unsigned char)s.p[(*at)++];
    bool space = c == ' ' || c == '-' || c == '\n' || c == '\t' || c == '\r';
    if (space && *at < s.len && (s.p[*at] == ' ' || s.p[*at] == '\n'))
      continue; // a run counts once
    if (space)
      return ' ';
    if (c != '.' && c != '\'')
      return c >= 'A' && c <= 'Z' ? c | 32 : c;
  }
  return 0;
}

// How the key of `have` stands to that of `want`: before, equal, behind.
static int key_compare(str have, str want) {
  for (uint32_t i = 0, j = 0;;) {
    int x = key_next(have, &i), y = key_next(want, &j);
    if (x != y || !x)
      return x - y;
  }
}

// The first name that does not stand before `want`.
static uint32_t first_name(const gazetteer *g, str want) {
  uint32_t lo = 0, hi = g->n_names;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (key_compare(text_of(g, mid), want) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

// The first of n rows whose name is not before `name`.
static uint32_t first_row(const gazetteer *g, uint32_t n, uint32_t name,
                          uint32_t (*of)(const gazetteer *, uint32_t)) {
  uint32_t lo = 0, hi = n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (of(g, mid) < name)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

uint32_t gazetteer_find(const gazetteer *g, arena *m, str name, uint32_t *out,
                        uint32_t room, uint32_t *n_alias) {
  uint32_t n = 0;
  str want = utf8_fold(m, name);
  uint32_t first = first_name(g, want), end = first;
  while (end < g->n_names && key_compare(text_of(g, end), want) == 0)
    end++;
  *n_alias = 0;
  if (first == end)
    return 0;
  uint32_t p = first_row(g, g->n_places, first, name_of);
  for (; p < g->n_places && name_of(g, p) < end && n < room; p++)
    out[n++] = p;
  uint32_t own = n, l = first_row(g, g->n_links, first, link_name);
  for (; l < g->n_links && link_name(g, l) < end && n < room; l++)
    out[n++] = u24(g->links + (size_t)l * LINK_BYTES + 3);
  *n_alias = n - own;
  return n;
}

void gazetteer_get(const gazetteer *g, uint32_t place, gazetteer_place *out) {
  const uint8_t *p = g->places + (size_t)place * PLACE_BYTES;
  uint32_t root = u16(p + 12), unit = u16(p + 14) & (GAZETTEER_UNITS - 1);
  *out = (gazetteer_place){
      .name = text_of(g, u24(p)),
      .geonameid = u24(p + 3),
      .people = root * root,
      .lat = i24(p + 6) * 10,
      .lon = i24(p + 9) * 10,
      .unit = unit,
      .country = g->units[(size_t)unit * UNIT_BYTES],
      .kind = kind_of(g, place),
  };
}

str gazetteer_unit(const gazetteer *g, uint32_t unit) {
  return text_of(g, u24(g->units + (size_t)unit * UNIT_BYTES + 1));
}

str gazetteer_country(const gazetteer *g, uint32_t country) {
  return (str){(const char *)g->countries + (size_t)country * COUNTRY_BYTES, 3};
}

str gazetteer_domain(const gazetteer *g, uint32_t country) {
  return (str){(const char *)g->countries + (size_t)country * COUNTRY_BYTES + 3,
               2};
}
