// Which words may name a place: names among the mentions that can be one, and
// proper names inside other phrases ("the Laurel County sheriff") that the map
// knows and something beside them calls a place.

#include "base/utf8.h"
#include "mention/place.h"

enum {
  NAME_WORDS = 4, // longest name that is looked for in the map, in words
};

static bool is_proper(const article *a, uint32_t t) {
  return a->tokens.at[t].upos == UPOS_PROPN;
}

// The duties of a word, as reference.tsv gives them.
static uint32_t duty_at(const seeker *s, uint32_t t) {
  str text = token_text(s->a, t);
  char one[PIECE_MAX];
  uint32_t len;
  if (text.len >= PIECE_MAX)
    return 0;
  str rest = utf8_fold(s->a->m, text);
  if (!piece_next(&rest, one, &len))
    return 0;
  uint32_t word = phrases_word(&s->n->phrases, (str){one, len});
  return word == NO_PIECE ? 0 : s->n->duty[word];
}

// The senses of a phrase of the codebook.
static const sense *senses_at(const seeker *s, span at, uint32_t *n) {
  const phrases *p = &s->n->phrases;
  uint32_t node = phrases_find(p, s->a->m, article_at(s->a, at));
  *n = 0;
  return node == NO_VALUE ? NULL : phrases_at(p, node, n);
}

static bool has_sense(const seeker *s, span at, sense_kind kind, uint32_t row) {
  uint32_t n;
  const sense *is = senses_at(s, at, &n);
  for (uint32_t i = 0; i < n; i++)
    if (is[i].kind == kind && (row == NO_ROW || is[i].row == row))
      return true;
  return false;
}

bool names_state(const seeker *s, span at, uint32_t country) {
  return has_sense(s, at, SENSE_COUNTRY, country);
}

// Does the word beside a name make a longer name of it ("Washington | Post")?
// A role does not ("Kyiv | Mayor"), nor does another name of a place.
static bool lengthens(const seeker *s, uint32_t t, uint32_t sentence_) {
  const sentence *in = &s->a->sentences.at[sentence_];
  if (t < in->first || t >= in->end || !is_proper(s->a, t) || s->taken[t])
    return false;
  span at = s->a->tokens.at[t].at;
  return !has_sense(s, at, SENSE_ROLE, NO_ROW) && !names_state(s, at, NO_ROW);
}

static uint32_t token_from(const article *a, uint32_t t, uint32_t byte) {
  while (t && a->tokens.at[t].at.beg > byte)
    t--;
  return t;
}

static uint32_t token_to(const article *a, uint32_t t, uint32_t byte) {
  while (t + 1 < a->tokens.n && a->tokens.at[t].at.end < byte)
    t++;
  return t + 1;
}

static bool is_date(const seeker *s, span at) {
  const article *a = s->a;
  uint32_t i = vec_find(a->dates.at, a->dates.n, sizeof(timex),
                        offsetof(timex, at.end), at.beg + 1);
  return i < a->dates.n && a->dates.at[i].at.beg < at.end;
}

static uint32_t add_spot(seeker *s, place_spot spot) {
  spot.inside = spot.picked = NO_ROW;
  for (uint32_t t = spot.first; t < spot.end; t++)
    s->taken[t] = s->spots.n + 1;
  *vec_push(s->a->m, &s->spots) = spot;
  return s->spots.n - 1;
}

// What the codebook says that the name may be.
static bool read_senses(const seeker *s, place_spot *spot) {
  uint32_t n;
  const sense *is = senses_at(s, spot->at, &n);
  bool place = false;
  for (uint32_t i = 0; i < n; i++) {
    bool here = is[i].row == spot->country;
    spot->state |= is[i].kind == SENSE_COUNTRY && here;
    spot->capital |= is[i].kind == SENSE_CAPITAL && here;
    place |= is[i].kind == SENSE_COUNTRY || is[i].kind == SENSE_CAPITAL ||
             is[i].kind == SENSE_REGION || is[i].kind == SENSE_PLACE;
  }
  return place;
}

static bool is_placed(const seeker *s, uint32_t first) {
  const article *a = s->a;
  while (first && a->tokens.at[first - 1].upos == UPOS_DET)
    first--;
  return first && a->tokens.at[first - 1].upos == UPOS_ADP &&
         (duty_at(s, first - 1) & DUTY_LOCATIVE);
}

// Does the article call a person so ("Lincoln" after "Ann Lincoln")?
static bool is_surname(const seeker *s, const place_spot *spot) {
  str name = utf8_fold(s->a->m, article_at(s->a, spot->at));
  return map_get(&s->surnames, name) != NO_VALUE && !is_placed(s, spot->first);
}

// A name that nobody knows is a place behind "in"; but "in March", "to Mary"
// and "at City Hall" name none.
static bool is_likely(seeker *s, place_spot *spot) {
  const article *a = s->a;
  bool one = spot->end == spot->first + 1;
  bool common = a->tokens.at[spot->head].lex != NO_WORD;
  if (str_find(article_at(a, spot->at), S("@")) != UINT32_MAX)
    return false;
  if (!one && spot->group != NO_GROUP)
    return true;
  if (one && (duty_at(s, spot->first) & (DUTY_MALE | DUTY_FEMALE)))
    return false;
  return !common ||
         (duty_at(s, spot->head) & (DUTY_REGION | DUTY_CITY | DUTY_COUNTRY));
}

// Does a hyphen without spaces tie token t to the next but one?
static bool is_tied(const article *a, uint32_t t) {
  return t + 2 < a->tokens.n && is_proper(a, t) && is_proper(a, t + 2) &&
         str_eq(token_text(a, t + 1), S("-")) &&
         a->tokens.at[t].at.end == a->tokens.at[t + 1].at.beg &&
         a->tokens.at[t + 1].at.end == a->tokens.at[t + 2].at.beg;
}

// The whole of "Al-Qaim", of which the tree heads one word.
static void widen_spot(const article *a, place_spot *spot) {
  while (is_tied(a, spot->end - 1))
    spot->end += 2;
  while (spot->first > 1 && is_tied(a, spot->first - 2))
    spot->first -= 2;
  spot->at.beg = a->tokens.at[spot->first].at.beg;
  if (spot->at.end < a->tokens.at[spot->end - 1].at.end)
    spot->at.end = a->tokens.at[spot->end - 1].at.end;
}

// Two letters are a state's only behind its town ("Paris, TX").
static bool is_letters(const article *a, span at) {
  return article_at(a, at).len <= 2;
}

static void try_mention(seeker *s, const mention *m) {
  const article *a = s->a;
  bool name = m->by == BY_NAME || m->by == BY_METONYM;
  if (!name || m->who.person != NO_ROW || m->who.org != NO_ROW ||
      m->type == MENTION_PERSON || is_date(s, m->name))
    return;
  uint32_t first = token_from(a, m->head, m->name.beg);
  place_spot spot = {.at = m->name,
                     .first = first,
                     .end = token_to(a, m->head, m->name.end),
                     .head = m->head,
                     .country = m->who.country,
                     .acts = m->by == BY_METONYM && m->type != MENTION_PLACE};
  widen_spot(a, &spot);
  bool known = read_senses(s, &spot);
  if (!known && is_letters(a, spot.at))
    return;
  if (!known && m->type != MENTION_PLACE)
    return;
  uint32_t at = sentence_of(a, m->head);
  if (!spot.state && spot.end == spot.first + 1 &&
      (lengthens(s, spot.end, at) || (first && lengthens(s, first - 1, at))))
    return;
  if (is_surname(s, &spot))
    return;
  spot.group = group_of(s, spot.at, spot.state ? spot.country : NO_ROW);
  if (!known && !is_likely(s, &spot))
    return;
  spot.sure = true;
  if (spot.group != NO_GROUP)
    s->groups.at[spot.group].sure = true;
  add_spot(s, spot);
}

// The longest name of the map that begins with token t and holds proper names
// only; NO_GROUP where there is none.
static uint32_t longest_name(seeker *s, uint32_t t, uint32_t end,
                             uint32_t *behind) {
  const article *a = s->a;
  uint32_t last = t;
  while (last + 1 < end && last + 1 < t + NAME_WORDS && !s->taken[last + 1] &&
         is_proper(a, last + 1))
    last++;
  for (;; last--) {
    span at = {a->tokens.at[t].at.beg, a->tokens.at[last].at.end};
    uint32_t g = group_of(s, at, NO_ROW);
    *behind = last + 1;
    if (g != NO_GROUP || last == t)
      return g;
  }
}

static place_spot spot_of(const seeker *s, uint32_t first, uint32_t end,
                          uint32_t group) {
  const article *a = s->a;
  return (place_spot){
      .at = {a->tokens.at[first].at.beg, a->tokens.at[end - 1].at.end},
      .first = first,
      .end = end,
      .head = end - 1,
      .country = NO_ROW,
      .group = group};
}

static bool has_area(const seeker *s, uint32_t group) {
  const place_group *g = &s->groups.at[group];
  for (uint32_t i = 0; i < g->n; i++) {
    gaz_kind kind = s->choices.at[g->first + i].kind;
    if (kind == GAZ_ADMIN1 || kind == GAZ_ADMIN2 || kind == GAZ_STATE)
      return true;
  }
  return false;
}

static bool is_comma(const article *a, uint32_t t) {
  return str_eq(token_text(a, t), S(","));
}

// Where the words that say in what a name lies begin: behind a comma, a bracket
// or "in"; NO_TOKEN where nothing does.
static uint32_t area_begins(const seeker *s, uint32_t end, uint32_t limit) {
  const article *a = s->a;
  if (end + 1 >= limit)
    return NO_TOKEN;
  str text = token_text(a, end);
  bool mark = text.len == 1 && (text.p[0] == ',' || text.p[0] == '(');
  if (!mark && !(a->tokens.at[end].upos == UPOS_ADP &&
                 (duty_at(s, end) & DUTY_LOCATIVE)))
    return NO_TOKEN;
  uint32_t t = end + 1;
  if (!mark && t + 1 < limit && a->tokens.at[t].upos == UPOS_DET)
    t++;
  return t;
}

// Does a place of the one name lie in one of the other?
static bool holds(const seeker *s, uint32_t area, uint32_t of) {
  if (of == NO_GROUP)
    return false;
  const place_group *g = &s->groups.at[of], *h = &s->groups.at[area];
  for (uint32_t i = g->first; i < g->first + g->n; i++)
    for (uint32_t k = h->first; k < h->first + h->n; k++)
      if (choice_lies_in(&s->choices.at[i], &s->choices.at[k]))
        return true;
  return false;
}

// The spot of the area of group `of` that begins with token t, which is made
// where the words are no spot yet; NO_ROW where they name no area.
static uint32_t area_at(seeker *s, uint32_t of, uint32_t t, uint32_t limit) {
  const article *a = s->a;
  if (s->taken[t]) {
    uint32_t spot = s->taken[t] - 1;
    uint32_t g = s->spots.at[spot].group;
    return s->spots.at[spot].first == t && g != NO_GROUP && has_area(s, g)
               ? spot
               : NO_ROW;
  }
  if (!is_proper(a, t))
    return NO_ROW;
  uint32_t behind, at = a->mention_of[t];
  uint32_t g = longest_name(s, t, limit, &behind);
  if (g == NO_GROUP || !has_area(s, g))
    return NO_ROW;
  if (at != NO_MENTION && a->mentions.at[at].type == MENTION_PERSON &&
      !holds(s, g, of))
    return NO_ROW;
  return add_spot(s, spot_of(s, t, behind, g));
}

// "in Iraq's Anbar province": the province says more than the state.
static uint32_t inner_area(seeker *s, uint32_t spot, uint32_t limit) {
  uint32_t t = s->spots.at[spot].end;
  if (t + 1 < limit && s->a->tokens.at[t].upos == UPOS_PART) {
    uint32_t inner = area_at(s, s->spots.at[spot].group, t + 1, limit);
    if (inner != NO_ROW)
      return inner;
  }
  return spot;
}

static void tie_spot(seeker *s, uint32_t i) {
  uint32_t end = s->spots.at[i].end;
  uint32_t limit =
      s->a->sentences.at[sentence_of(s->a, s->spots.at[i].head)].end;
  uint32_t t = area_begins(s, end, limit);
  uint32_t area =
      t == NO_TOKEN ? NO_ROW : area_at(s, s->spots.at[i].group, t, limit);
  if (area == NO_ROW)
    return;
  s->spots.at[i].inside = inner_area(s, area, limit);
}

static bool is_somebody(const article *a, uint32_t t) {
  uint32_t i = a->mention_of[t];
  if (i == NO_MENTION)
    return false;
  const mention *m = &a->mentions.at[i];
  return m->type == MENTION_PERSON || m->who.org != NO_ROW ||
         m->who.person != NO_ROW || m->by == BY_DEMONYM;
}

// A proper name that is no mention of a place: it is one when an area follows,
// when other words of the article have said so, or when the map has the whole
// of a name of several words.
static uint32_t try_words(seeker *s, uint32_t t, const sentence *in) {
  const article *a = s->a;
  uint32_t behind, g = longest_name(s, t, in->end, &behind);
  uint32_t at = (uint32_t)(in - a->sentences.at);
  if (g == NO_GROUP)
    return t + 1;
  place_spot spot = spot_of(s, t, behind, g);
  if (is_date(s, spot.at))
    return behind;
  uint32_t area = area_begins(s, behind, in->end);
  bool told = area != NO_TOKEN && is_comma(a, behind) &&
              area_at(s, g, area, in->end) != NO_ROW;
  bool alone = !lengthens(s, behind, at) && (!t || !lengthens(s, t - 1, at));
  bool whole = behind - t > 1 && alone;
  if (told || whole || (s->groups.at[g].sure && alone)) {
    spot.sure = told;
    add_spot(s, spot);
  }
  return behind;
}

static void scan_sentence(seeker *s, const sentence *in) {
  for (uint32_t t = in->first; t < in->end;)
    if (s->taken[t] || !is_proper(s->a, t) || is_somebody(s->a, t))
      t++;
    else
      t = try_words(s, t, in);
}

static void note_surnames(seeker *s) {
  article *a = s->a;
  for (uint32_t i = 0; i < a->mentions.n; i++) {
    const mention *m = &a->mentions.at[i];
    str rest = article_at(a, m->name), last = rest;
    if (m->type != MENTION_PERSON || m->by != BY_NAME)
      continue;
    while (rest.p) {
      str word = str_cut(&rest, ' ');
      last = word.len ? word : last;
    }
    map_put(&s->surnames, a->m, utf8_fold(a->m, last), i);
  }
}

void spots_find(seeker *s) {
  article *a = s->a;
  note_surnames(s);
  s->taken = arena_new(a->m, uint32_t, a->tokens.n + 1);
  for (uint32_t i = 0; i < a->mentions.n; i++)
    try_mention(s, &a->mentions.at[i]);
  for (uint32_t i = 0; i < a->sentences.n; i++)
    scan_sentence(s, &a->sentences.at[i]);
  for (uint32_t i = 0, n = s->spots.n; i < n; i++)
    tie_spot(s, i);
}
