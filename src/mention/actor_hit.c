// Names of the codebook in the words of the text: longest match first, then the
// sense that fits the case, the tag and the rest of the article.

#include "base/utf8.h"
#include "mention/actor.h"

// Pieces of one sentence. A hyphen or apostrophe that is a token of its own
// vanishes; other punctuation is a piece that no phrase has.
typedef struct {
  uint32_t form, lemma, stem; // word numbers
  uint32_t token;
  bool last; // of its token
} piece;

// A form that is one piece, and the piece of the lemma that it had last.
typedef struct {
  bool one;
  uint32_t form, lemma, stem;
  span of; // that lemma
} form_memo;

typedef struct {
  finder *f;
  form_memo *forms; // [words]
  VEC(piece) pieces;
  bool shouted; // the sentence has no small letter
} matcher;

// Folds a word of ASCII letters into out; other words go through the arena.
static str fold_word(finder *f, str s, char *out) {
  if (s.len > PIECE_MAX)
    return (str){NULL, 0};
  for (uint32_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c >= 128)
      return utf8_fold(f->a->m, s);
    out[i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
  }
  return (str){out, s.len};
}

static uint32_t lemma_word(finder *f, uint32_t t) {
  char fold[PIECE_MAX], one[PIECE_MAX];
  uint32_t len;
  str rest = fold_word(f, token_lemma(f->a, t), fold);
  if (!piece_next(&rest, one, &len))
    return NO_PIECE;
  return phrases_word(&f->n->phrases, (str){one, len});
}

// Punctuation that ties words of a name together.
static bool is_tie(str s) {
  return s.len == 1 && (piece_cut(s.p[0]) && s.p[0] != ',' && s.p[0] != '(' &&
                        s.p[0] != ')' && s.p[0] != '"' && s.p[0] != '/');
}

static bool same_span(span x, span y) {
  return x.beg == y.beg && x.end == y.end;
}

// Adds the piece of a form that was met before with the same lemma.
static bool add_known(matcher *m, uint32_t t) {
  finder *f = m->f;
  const form_memo *memo = &m->forms[f->a->word_of[t]];
  if (!memo->one || !same_span(memo->of, f->a->tokens.at[t].lemma))
    return false;
  *vec_push(f->a->m, &m->pieces) =
      (piece){memo->form, memo->lemma, memo->stem, t, true};
  f->form[t] = memo->form;
  f->lemma[t] = memo->lemma;
  return true;
}

static void add_pieces(matcher *m, uint32_t t) {
  finder *f = m->f;
  char fold[PIECE_MAX], one[PIECE_MAX];
  uint32_t len, n = 0, before = m->pieces.n;
  str rest = fold_word(f, token_text(f->a, t), fold);
  f->form[t] = f->lemma[t] = NO_PIECE;
  if (is_tie(rest))
    return;
  for (; piece_next(&rest, one, &len); n++) {
    uint32_t word = phrases_word(&f->n->phrases, (str){one, len});
    uint32_t stem = phrases_stem(&f->n->phrases, (str){one, len});
    *vec_push(f->a->m, &m->pieces) = (piece){word, NO_PIECE, stem, t, false};
  }
  if (!n)
    *vec_push(f->a->m, &m->pieces) =
        (piece){NO_PIECE, NO_PIECE, NO_PIECE, t, false};
  m->pieces.at[m->pieces.n - 1].last = true;
  f->form[t] = m->pieces.at[before].form;
  if (n != 1)
    return;
  f->lemma[t] = m->pieces.at[before].lemma = lemma_word(f, t);
  m->forms[f->a->word_of[t]] =
      (form_memo){true, f->form[t], f->lemma[t], m->pieces.at[before].stem,
                  f->a->tokens.at[t].lemma};
}

static bool is_upper(str s, bool whole) {
  bool any = false;
  for (uint32_t at = 0; at < s.len;) {
    uint32_t cp = utf8_next(s, &at);
    if (cp_is_letter(cp) && !cp_is_upper(cp))
      return false;
    any |= cp_is_upper(cp);
    if (!whole)
      break;
  }
  return any;
}

// May a phrase end with this tag, when it is a role and no name?
static bool role_tag(const token *t) {
  return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->upos == UPOS_ADJ ||
         t->upos == UPOS_X;
}

// A dictionary writes no capitals: a word of grammar is none of its actors
// ("us"), and codes hold for some days only.
static bool coded_fits(const finder *f, const sense *is, uint32_t first,
                       uint32_t last) {
  const token *t = &f->a->tokens.at[first];
  return names_row_holds(&f->n->regions.at[is->row], f->today) &&
         (first != last || role_tag(t));
}

// Does the word act, or is it acted upon, with no preposition of place?
static bool is_party(const finder *f, uint32_t t) {
  switch ((deprel)f->a->tokens.at[t].deprel) {
  case REL_NSUBJ:
  case REL_NSUBJ_PASS:
  case REL_OBJ:
  case REL_IOBJ:
  case REL_OBL_AGENT:
  case REL_NMOD_POSS:
    return !is_locative(f, t);
  default:
    return false;
  }
}

// Does the sense agree with capitals and tag of the tokens [first, last]?
static bool sense_fits(const matcher *m, const sense *is, uint32_t first,
                       uint32_t last, bool lemma) {
  const finder *f = m->f;
  const token *end = &f->a->tokens.at[last];
  str text = token_text(f->a, first);
  if (is->kind == SENSE_ROLE) {
    bool modifier = f->n->roles.at[is->row].type == ROLE_MODIFIER;
    return modifier ? end->upos != UPOS_VERB : role_tag(end);
  }
  if (lemma && is->kind != SENSE_PEOPLE && is->kind != SENSE_GROUP &&
      is->kind != SENSE_ORG_PEOPLE)
    return false;
  if ((is->flags & SENSE_CAPS) &&
      !(is_upper(text, true) && !(m->shouted && end->upos == UPOS_PRON)))
    return false;
  if ((is->flags & SENSE_PROPER) && !is_upper(text, false) &&
      cp_is_letter((unsigned char)text.p[0]))
    return false;
  if (is->kind == SENSE_REGION && f->n->regions.at[is->row].coded)
    return coded_fits(f, is, first, last);
  if (is->flags & SENSE_SEATED && !is_party(f, last))
    return false;
  if (first == last && (is->kind == SENSE_SURNAME || is->kind == SENSE_PLACE))
    return end->upos == UPOS_PROPN;
  return end->upos != UPOS_VERB || first != last || (is->flags & SENSE_CAPS);
}

static bool node_fits(const matcher *m, uint32_t node, uint32_t first,
                      uint32_t last, bool lemma) {
  uint32_t n;
  const sense *is = phrases_at(&m->f->n->phrases, node, &n);
  for (uint32_t i = 0; i < n; i++)
    if (sense_fits(m, &is[i], first, last, lemma))
      return true;
  return false;
}

// The longest phrase from piece `at`; returns the piece behind it, or `at`.
static uint32_t match_from(const matcher *m, uint32_t at, name_hit *hit) {
  const phrases *p = &m->f->n->phrases;
  uint32_t node = PHRASE_ROOT, best = at, first = m->pieces.at[at].token;
  bool lemma = false;
  for (uint32_t i = at; i < m->pieces.n; i++) {
    const piece *now = &m->pieces.at[i];
    uint32_t next = phrases_step(p, node, now->form);
    if (next == NO_VALUE) {
      next = phrases_step(p, node, now->lemma);
      lemma |= next != NO_VALUE && now->lemma != now->form;
    }
    if (next == NO_VALUE)
      next = phrases_step(p, node, now->stem);
    if (next == NO_VALUE)
      break;
    node = next;
    if (now->last && p->nodes.at[node].n &&
        node_fits(m, node, first, now->token, lemma)) {
      *hit = (name_hit){first, now->token + 1, now->token, node, {0}, lemma};
      best = i + 1;
    }
  }
  return best;
}

// The same from a lemma alone, for a single word whose form leads elsewhere.
static uint32_t match_lemma(const matcher *m, uint32_t at, name_hit *hit) {
  const phrases *p = &m->f->n->phrases;
  const piece *now = &m->pieces.at[at];
  if (!now->last || now->lemma == now->form)
    return at;
  uint32_t node = phrases_step(p, PHRASE_ROOT, now->lemma);
  if (node == NO_VALUE || !p->nodes.at[node].n ||
      !node_fits(m, node, now->token, now->token, true))
    return at;
  *hit = (name_hit){now->token, now->token + 1, now->token, node, {0}, true};
  return at + 1;
}

// The token whose head is outside; the last one where there is no tree.
static uint32_t top_of(const article *a, const name_hit *h) {
  for (uint32_t t = h->end; t-- > h->first;) {
    uint32_t head = a->tokens.at[t].head;
    if (head == NO_TOKEN || head < h->first || head >= h->end)
      return t;
  }
  return h->end - 1;
}

// "ex-Ecuadorian" is one token: its second piece may begin a name when the
// first only changes what follows.
static bool behind_prefix(const matcher *m, uint32_t at) {
  const phrases *p = &m->f->n->phrases;
  if (at > 1 && !m->pieces.at[at - 2].last)
    return false;
  uint32_t n, node = phrases_step(p, PHRASE_ROOT, m->pieces.at[at - 1].form);
  if (node == NO_VALUE)
    return false;
  const sense *is = phrases_at(p, node, &n);
  return n && is->kind == SENSE_ROLE &&
         m->f->n->roles.at[is->row].type == ROLE_MODIFIER;
}

static void match_sentence(matcher *m, const sentence *s) {
  finder *f = m->f;
  m->pieces.n = 0;
  m->shouted = true;
  for (uint32_t t = s->first; t < s->end; t++) {
    if (!add_known(m, t))
      add_pieces(m, t);
    str text = token_text(f->a, t);
    if (m->shouted && text.len > 1)
      m->shouted = is_upper(text, true) || !cp_is_letter((uint8_t)text.p[0]);
  }
  for (uint32_t at = 0; at < m->pieces.n;) {
    name_hit hit;
    uint32_t next = at;
    bool starts = !at || m->pieces.at[at - 1].last || behind_prefix(m, at);
    if (starts)
      next = match_from(m, at, &hit);
    if (starts && next == at)
      next = match_lemma(m, at, &hit);
    if (next > at) {
      hit.top = s->parsed ? top_of(f->a, &hit) : hit.end - 1;
      for (uint32_t t = hit.first; t < hit.end; t++)
        f->hit_of[t] = f->hits.n;
      *vec_push(f->a->m, &f->hits) = hit;
    }
    at = next > at ? next : at + 1;
  }
}

// The country that a sense belongs to, or NO_ROW.
static uint32_t sense_country(const finder *f, const sense *is) {
  switch ((sense_kind)is->kind) {
  case SENSE_COUNTRY:
  case SENSE_ADJ:
  case SENSE_PEOPLE:
  case SENSE_CAPITAL:
  case SENSE_SEAT:
    return is->row;
  case SENSE_ORG:
  case SENSE_ORG_ADJ:
  case SENSE_ORG_PEOPLE:
    return f->n->orgs.at[is->row].country;
  case SENSE_PERSON:
  case SENSE_SURNAME:
    return f->n->people.at[is->row].country;
  case SENSE_REGION:
  case SENSE_REGION_ADJ:
    return f->n->regions.at[is->row].country;
  case SENSE_GROUP:
    return f->n->groups.at[is->row].country;
  case SENSE_PLACE:
    return f->n->places.at[is->row].country;
  default:
    return NO_ROW;
  }
}

// A title says twice as loudly what an article is about.
static uint32_t weight_at(const finder *f, uint32_t t) {
  return f->a->tokens.at[t].at.beg < f->a->title_len ? 2 : 1;
}

// Counts the countries that unambiguous phrases name.
static void count_countries(finder *f) {
  f->seen = arena_new(f->a->m, uint32_t, f->n->countries.n + 1);
  for (uint32_t h = 0; h < f->hits.n; h++) {
    uint32_t n, country = NO_ROW;
    const sense *is = phrases_at(&f->n->phrases, f->hits.at[h].node, &n);
    for (uint32_t i = 0; i < n; i++) {
      uint32_t c = sense_country(f, &is[i]);
      if (country != NO_ROW && c != country) {
        country = NO_ROW;
        break;
      }
      country = c;
    }
    if (country != NO_ROW)
      f->seen[country] += weight_at(f, f->hits.at[h].first);
  }
}

// Kinds of senses from the surest to the least, in tens: a name of a state or
// of a person in full outweighs a surname, a role outweighs a small town.
static int kind_weight(const finder *f, const name_hit *h, const sense *is) {
  // ORDER SENSE_KIND
  static const uint8_t weights[N_SENSE] = {90, 88, 86, 75, 72, 80, 78, 78,
                                           85, 60, 70, 69, 65, 50, 40};
  const token *top = &f->a->tokens.at[h->top];
  bool noun = top->upos == UPOS_NOUN || top->upos == UPOS_PROPN;
  bool inner = top->deprel == REL_AMOD || top->deprel == REL_COMPOUND;
  int w = weights[is->kind];
  if (is->kind == SENSE_PEOPLE && noun && !inner)
    w += 10;
  return w;
}

static int sense_weight(const finder *f, const name_hit *h, const sense *is) {
  int w = kind_weight(f, h, is);
  uint32_t c = sense_country(f, is);
  if (c != NO_ROW) {
    uint32_t seen = f->seen[c];
    w += seen > 3 ? 24 : (int)seen * 8;
  }
  if (is->kind == SENSE_PERSON || is->kind == SENSE_SURNAME) {
    uint32_t row = names_person_on(f->n, is->row, f->today);
    w += names_in_office(f->n, row, f->today) ? 12 : 0;
  }
  if (is->kind == SENSE_PLACE) {
    uint32_t people = f->n->places.at[is->row].population;
    w += people > 1000000 ? 7 : people > 200000 ? 4 : people > 50000 ? 2 : 0;
  }
  return w;
}

// The word of a longer name that the hit is only a part of ("Gulabi" for
// "Anwar Gulabi", "John" for "John Jordan"), or NO_TOKEN.
static uint32_t rest_of_name(const article *a, const name_hit *h) {
  const token *top = &a->tokens.at[h->top];
  if (top->deprel == REL_FLAT && top->head != NO_TOKEN &&
      top->head + 1 == h->first && a->tokens.at[top->head].upos == UPOS_PROPN)
    return top->head;
  for (uint32_t c = top->child; c != NO_TOKEN; c = a->tokens.at[c].next)
    if (c == h->end && a->tokens.at[c].deprel == REL_FLAT &&
        a->tokens.at[c].upos == UPOS_PROPN)
      return c;
  return NO_TOKEN;
}

// "Aleksandr Lukashenko" is Alexander in another spelling, "Michelle Obama" is
// not Barack: initials decide.
static bool is_part(const matcher *m, const name_hit *h, const sense *is,
                    uint32_t rest) {
  const finder *f = m->f;
  if (rest == NO_TOKEN || is->kind == SENSE_PERSON || is->kind == SENSE_ROLE ||
      is->kind == SENSE_ORG)
    return false;
  if (is->kind != SENSE_SURNAME || rest > h->first)
    return true;
  str name = f->n->people.at[is->row].name, first = token_text(f->a, rest);
  return first.len < 3 || name.len < 3 || first.p[0] != name.p[0];
}

static void choose_sense(matcher *m, uint32_t at) {
  finder *f = m->f;
  name_hit *h = &f->hits.at[at];
  uint32_t n, rest = rest_of_name(f->a, h);
  const sense *is = phrases_at(&f->n->phrases, h->node, &n);
  int best = -1;
  for (uint32_t i = 0; i < n; i++) {
    if (!sense_fits(m, &is[i], h->first, h->end - 1, h->lemma) ||
        is_part(m, h, &is[i], rest))
      continue;
    int w = sense_weight(f, h, &is[i]);
    if (w > best) {
      best = w;
      h->is = is[i];
    }
  }
  for (uint32_t t = h->first; best < 0 && t < h->end; t++)
    f->hit_of[t] = NO_HIT;
}

static void find_home(finder *f) {
  uint32_t most = 0;
  f->home = NO_ROW;
  for (uint32_t c = 0; c < f->n->countries.n; c++)
    if (f->seen[c] > most) {
      most = f->seen[c];
      f->home = c;
    }
}

uint32_t token_duty(const finder *f, uint32_t t) {
  uint32_t duty = 0;
  if (f->form[t] != NO_PIECE)
    duty |= f->n->duty[f->form[t]];
  if (f->lemma[t] != NO_PIECE)
    duty |= f->n->duty[f->lemma[t]];
  return duty;
}

void find_hits(finder *f) {
  article *a = f->a;
  uint32_t n = a->tokens.n;
  f->form = arena_raw(a->m, n * sizeof(uint32_t));
  f->lemma = arena_raw(a->m, n * sizeof(uint32_t));
  f->hit_of = arena_raw(a->m, n * sizeof(uint32_t));
  memset(f->hit_of, 0xFF, n * sizeof(uint32_t)); // NO_HIT
  article_words(a);
  matcher m = {.f = f, .forms = arena_new(a->m, form_memo, a->words.n + 1)};
  for (uint32_t s = 0; s < a->sentences.n; s++)
    match_sentence(&m, &a->sentences.at[s]);
  count_countries(f);
  m.shouted = false;
  for (uint32_t h = 0; h < f->hits.n; h++)
    choose_sense(&m, h);
  find_home(f);
}
