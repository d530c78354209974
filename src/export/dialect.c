#include "export/dialect.h"
#include "export/event.h"

static const dialect dialects[] = {
    {"gdelt", NULL, true, false, false, true, false, gdelt_event_row},
    {"gdelt-mentions", NULL, true, false, false, true, true, gdelt_mention_row},
    {"icews",
     "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\t"
     "Event Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
     "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t"
     "Province\tCountry\tLatitude\tLongitude\n",
     true, false, true, false, false, icews_row},
    {"polecat",
     "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\t"
     "Contexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\t"
     "Actor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\t"
     "Recipient Name\tRecipient Country\tRecipient COW\t"
     "Primary Recipient Sector\tRecipient Sectors\tRecipient Title\t"
     "Recipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\t"
     "Province\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\t"
     "Feature Type\tSource\tPublication Date\tStory People\t"
     "Story Organizations\tStory Locations\tLanguage\tVersion\n",
     false, true, false, false, false, polecat_row},
    {"phoenix", NULL, true, false, true, true, false, phoenix_row},
    {"petrarch", NULL, true, false, true, true, false, petrarch_row},
};

const dialect *dialect_named(str name) {
  for (uint32_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
    if (str_eq(name, str_of(dialects[i].name)))
      return &dialects[i];
  return NULL;
}

static const event_type *type_of(const codebook *cb, const dgm_event *e) {
  uint32_t t = scheme_type(&cb->rules.scheme, str_from(e->type));
  return t == NO_VALUE ? NULL : &cb->rules.scheme.types.at[t];
}

// Parties of a side that are paired. No event of the example pages has more
// than two; this bounds what a hostile record can blow up.
enum { PARTIES_MOST = 64 };

static uint32_t few(uint32_t n) {
  return n < PARTIES_MOST ? n : PARTIES_MOST;
}

static bool is_mutual(const codebook *cb, const dgm_event *e) {
  const event_type *t = type_of(cb, e);
  return t && t->mutual && e->n_actor > 1 && !e->n_recipient;
}

static uint32_t at_least_one(uint32_t n) {
  return n ? few(n) : 1;
}

// Has the event a code of its own for how the recipient sees it?
static bool has_mirror(const dgm_event *e, uint32_t more) {
  return more & PAIRS_MIRRORED && e->cameo_mirror.p && e->n_actor &&
         e->n_recipient;
}

uint32_t dialect_pairs(const codebook *cb, const dgm_event *e, uint32_t more) {
  if (is_mutual(cb, e))
    return few(e->n_actor) * (few(e->n_actor) - 1) /
           (more & PAIRS_TURNED ? 1 : 2);
  uint32_t n = at_least_one(e->n_actor) * at_least_one(e->n_recipient);
  return has_mirror(e, more) ? 2 * n : n;
}

// The pair (i, j), i < j, of a list's pairs in order.
static void mutual_pair(uint32_t *i, uint32_t *j, uint32_t n, uint32_t at) {
  for (*i = 0; at >= n - 1 - *i; ++*i)
    at -= n - 1 - *i;
  *j = *i + 1 + at;
}

void dialect_pair_at(dialect_pair *out, const codebook *cb, const dgm_event *e,
                     uint32_t more, uint32_t at) {
  const event_type *t = type_of(cb, e);
  bool mutual = is_mutual(cb, e);
  bool twice = mutual ? more & PAIRS_TURNED : has_mirror(e, more);
  uint32_t k = twice ? at / 2 : at, i, j;
  *out = (dialect_pair){.cameo = e->cameo};
  if (!out->cameo.p && t)
    out->cameo = (dgm_str){t->code.p, t->code.len};
  if (mutual) {
    mutual_pair(&i, &j, few(e->n_actor), k);
    out->source = &e->actor[i];
    out->target = &e->actor[j];
  } else {
    out->source = e->n_actor ? &e->actor[k / at_least_one(e->n_recipient)] : 0;
    out->target = e->n_recipient ? &e->recipient[k % few(e->n_recipient)] : 0;
  }
  if (twice && at % 2) {
    *out = (dialect_pair){out->target, out->source,
                          mutual ? out->cameo : e->cameo_mirror};
  }
}

// What is left of s in a cell: controls become spaces, the straight quotation
// mark the apostrophe.
static void add_clean(buf *out, str s) {
  char *p = buf_room(out, s.len);
  for (uint32_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.p[i];
    p[i] = c < 32 || c == 127 ? ' ' : c == '"' ? '\'' : s.p[i];
  }
  out->len += s.len;
}

void cell_str(buf *out, str s) {
  add_clean(out, s);
  buf_byte(out, '\t');
}

void cell_text(buf *out, dgm_str s) {
  cell_str(out, str_from(s));
}

void cell_upper(buf *out, dgm_str s) {
  size_t at = out->len;
  add_clean(out, str_from(s));
  for (; at < out->len; at++)
    if (out->p[at] >= 'a' && out->p[at] <= 'z')
      out->p[at] = (char)(out->p[at] - 32);
  buf_byte(out, '\t');
}

void cell_whole(buf *out, int64_t v) {
  buf_i64(out, v);
  buf_byte(out, '\t');
}

void cell_real(buf *out, double v, int digits) {
  buf_fixed(out, v, digits);
  while (digits-- > 1 && out->p[out->len - 1] == '0')
    out->len--;
  buf_byte(out, '\t');
}

void cell_day(buf *out, day d) {
  int y, m, dom;
  day_split(d, &y, &m, &dom);
  cell_whole(out, y * 10000 + m * 100 + dom);
}

void cell_iso(buf *out, day d) {
  char text[11];
  day_write(text, d);
  cell_str(out, str_of(text));
}

void cell_empty(buf *out, uint32_t n) {
  while (n--)
    buf_byte(out, '\t');
}

void dialect_end(buf *out) {
  out->p[out->len - 1] = '\n';
}

dgm_str actor_label(const dgm_actor *a) {
  return !a ? (dgm_str){0} : a->name.p ? a->name : a->text;
}

const country_row *state_of(const codebook *cb, dgm_str iso) {
  uint32_t c = iso.len ? names_country(&cb->names, str_from(iso)) : NO_ROW;
  return c == NO_ROW ? NULL : &cb->names.countries.at[c];
}

const country_row *actor_state(const dialect_row *d, const dgm_actor *a) {
  return a ? state_of(d->cb, a->country) : NULL;
}

const dgm_place *dialect_place(const dgm_event *e) {
  const dgm_place *point = NULL;
  for (uint32_t i = 0; i < e->n_places && !point; i++)
    if (e->places[i].located)
      point = &e->places[i];
  return point || !e->n_places ? point : &e->places[0];
}

static bool in_list(str three, const dgm_str *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (str_eq(str_slice(str_from(list[i]), 0, 3), three))
      return true;
  return false;
}

// Bodies that are no state's: they open the codes of organisations.
static bool is_role(const codebook *cb, str three) {
  static const char *const bodies[] = {"IGO", "IMG", "MNC", "NGO", "NGM"};
  for (uint32_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
    if (str_eq(three, str_of(bodies[i])))
      return true;
  for (uint32_t i = 0; i < cb->names.sectors.n; i++)
    if (str_eq(three, cb->names.sectors.at[i].cameo))
      return true;
  return false;
}

// CAMEO's regions stand where a state's letters do.
static bool is_region(str three) {
  static const char regions[] =
      "AFR ASA BLK CRB CAU CFR CAS CEU EIN EAF EEU EUR LAM MEA MDT NAF NMR PGS "
      "SCN SAM SAS SEA SAF WAF WST ";
  for (const char *p = regions; *p; p += 4)
    if (str_eq(three, (str){p, 3}))
      return true;
  return false;
}

void actor_split(actor_parts *out, const codebook *cb, const dgm_actor *a) {
  *out = (actor_parts){0};
  if (!a || !a->code.len)
    return;
  const country_row *state = state_of(cb, a->country);
  str code = str_from(a->code);
  out->rest = str_slice(code, 3, code.len);
  for (uint32_t at = 0; at + 3 <= code.len; at += 3) {
    str three = str_slice(code, at, at + 3);
    if (!out->country.len &&
        ((state && str_eq(three, state->cameo)) || is_region(three)))
      out->country = three;
    else if (is_role(cb, three) && out->n_types < CODE_TYPES)
      out->types[out->n_types++] = three;
    else if (!out->group.len && !in_list(three, a->ethnic, a->n_ethnic) &&
             !in_list(three, a->religion, a->n_religion))
      out->group = three;
  }
}

static bool scored(double *out, const scheme *s, str code) {
  uint32_t at = scheme_code(s, code);
  if (at == NO_VALUE || !s->codes.at[at].scored)
    return false;
  *out = s->codes.at[at].score;
  return true;
}

void cell_goldstein(buf *out, const dialect_row *d) {
  const scheme *s = &d->cb->rules.scheme;
  str code = str_from(d->cameo);
  char general[3] = {code.p[0], code.p[1], '0'};
  double v;
  if (scored(&v, s, code) || scored(&v, s, str_slice(code, 0, 3)) ||
      scored(&v, s, (str){general, 3}))
    cell_real(out, v, 1);
  else
    cell_empty(out, 1);
}

void cells_point(buf *out, const dgm_place *p) {
  if (!p->located) {
    cell_empty(out, 2);
    return;
  }
  cell_real(out, p->lat, 4);
  cell_real(out, p->lon, 4);
}
