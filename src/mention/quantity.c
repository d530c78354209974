#include "mention/quantity.h"
#include "mention/number.h"

// A counted noun stands at most this many tokens behind its number when there
// is no tree: "12 heavily armed government soldiers".
enum { NOUN_WORDS = 5 };

typedef struct {
  article *a;
  const lexicon *words;
  form_scan q;
  uint8_t *taken;      // by token: part of a date
  uint32_t first, end; // tokens of the sentence
  bool parsed;
} counter;

str quantity_class_name(const codebook *cb, uint32_t of) {
  (void)cb;
  return form_quantity_name(of);
}

static bool is(const counter *c, uint32_t t, uint32_t kind) {
  return t >= c->first && t < c->end && form_is(&c->q, t, kind);
}

// The class that a word gives to what it counts or what it is said of.
static uint32_t class_of(const counter *c, uint32_t t) {
  uint64_t kinds = t < c->end ? c->q.kinds[t] : 0;
  for (uint32_t k = FIRST_QUANTITY_CLASS; k < N_QUANTITY_KIND; k++)
    if (kinds >> k & 1)
      return k;
  return NO_ROW;
}

static bool is_noun(const counter *c, uint32_t t) {
  if (t >= c->end)
    return false;
  uint8_t u = c->a->tokens.at[t].upos;
  return u == UPOS_NOUN || u == UPOS_PROPN;
}

// A currency before its number is a sign, or letters that are no verb: "won
// 61".
static bool is_word(const counter *c, uint32_t t) {
  return is_noun(c, t) || c->a->tokens.at[t].upos == UPOS_VERB;
}

// The last noun of the run of nouns and adjectives behind a number.
static uint32_t noun_behind(const counter *c, uint32_t at) {
  uint32_t found = NO_TOKEN;
  at += is(c, at, QUANTITY_OF);
  for (uint32_t i = 0; i < NOUN_WORDS && at + i < c->end; i++) {
    uint32_t t = at + i;
    uint8_t u = c->a->tokens.at[t].upos;
    if (is_noun(c, t) || (u == UPOS_X && class_of(c, t) != NO_ROW))
      found = t;
    else if (found != NO_TOKEN ||
             (u != UPOS_ADJ && u != UPOS_ADV && u != UPOS_X && u != UPOS_DET &&
              u != UPOS_PUNCT && !(u == UPOS_VERB && i < 2)))
      break;
    if (u == UPOS_PUNCT && c->q.low[t].p[0] != '-')
      break;
  }
  return found;
}

// What the number [beg, end) counts, by the tree, else by the words behind it.
static uint32_t counted_noun(const counter *c, uint32_t beg, uint32_t end) {
  const article *a = c->a;
  if (is(c, end, QUANTITY_OF))
    return noun_behind(c, end);
  if (c->parsed)
    for (uint32_t t = beg; t < end; t++) {
      uint32_t head = a->tokens.at[t].head;
      if (a->tokens.at[t].deprel == REL_NUMMOD && head != NO_TOKEN &&
          head >= end && head < c->end && is_noun(c, head))
        return head;
    }
  return noun_behind(c, end);
}

// The class of the verb that tells of t: its head, or a participle below.
static uint32_t told_class(const counter *c, uint32_t t) {
  const article *a = c->a;
  if (!c->parsed || t == NO_TOKEN)
    return NO_ROW;
  for (uint32_t k = a->tokens.at[t].child; k != NO_TOKEN;
       k = a->tokens.at[k].next) {
    uint8_t rel = a->tokens.at[k].deprel;
    if ((rel == REL_ACL || rel == REL_AMOD || rel == REL_ACL_RELCL) &&
        class_of(c, k) != NO_ROW)
      return class_of(c, k);
  }
  for (uint32_t step = 0; step < 3; step++) { // through "and", "dozens of"
    uint8_t rel = a->tokens.at[t].deprel;
    uint32_t head = a->tokens.at[t].head;
    if (head == NO_TOKEN)
      break;
    if (rel == REL_OBJ || rel == REL_NSUBJ || rel == REL_NSUBJ_PASS)
      return class_of(c, head);
    bool part = rel == REL_NMOD && (form_is(&c->q, head, QUANTITY_VAGUE) ||
                                    is(c, head, QUANTITY_TOLL));
    if (rel != REL_CONJ && !part)
      break;
    t = head;
  }
  return NO_ROW;
}

static bool refines(uint32_t k) {
  return k >= QUANTITY_DEAD && k <= QUANTITY_DISPLACED;
}

// "12 dead", "at least 12 killed": a participle right behind a bare number.
static uint32_t class_behind(const counter *c, uint32_t end) {
  for (uint32_t t = end; t < end + 3 && t < c->end; t++) {
    uint8_t u = c->a->tokens.at[t].upos;
    if (refines(class_of(c, t)))
      return class_of(c, t);
    if (u != UPOS_AUX && u != UPOS_ADV && u != UPOS_X)
      break;
  }
  return NO_ROW;
}

// "killing at least 12": a verb right before a bare number.
static uint32_t class_before(const counter *c, uint32_t from) {
  if (from == c->first || c->a->tokens.at[from - 1].upos != UPOS_VERB ||
      !refines(class_of(c, from - 1)))
    return NO_ROW;
  return class_of(c, from - 1);
}

// "toll" alone and "death toll" are of the dead, "number of wounded" of whom it
// counts.
static uint32_t toll_class(const counter *c, uint32_t toll) {
  const article *a = c->a;
  for (uint32_t k = a->tokens.at[toll].child; k != NO_TOKEN;
       k = a->tokens.at[k].next)
    if (class_of(c, k) != NO_ROW && class_of(c, k) != QUANTITY_PEOPLE)
      return class_of(c, k);
  uint32_t own = class_of(c, toll);
  return own == QUANTITY_PEOPLE ? (uint32_t)NO_ROW : own;
}

// "the toll rose to 45", "a crowd of 5,000", "the number of dead stands at 12":
// a number that counts no noun takes the class of the noun above it, or of its
// verb's subject.
static uint32_t class_of_toll(const counter *c, uint32_t t) {
  const article *a = c->a;
  uint32_t head = a->tokens.at[t].head;
  if (!c->parsed || head == NO_TOKEN || head < c->first || head >= c->end)
    return NO_ROW;
  if (is_noun(c, head))
    return class_of(c, head);
  for (uint32_t k = a->tokens.at[head].child; k != NO_TOKEN;
       k = a->tokens.at[k].next) {
    uint8_t rel = a->tokens.at[k].deprel;
    if (rel != REL_NSUBJ && rel != REL_NSUBJ_PASS && rel != REL_OBJ)
      continue;
    if (is(c, k, QUANTITY_TOLL))
      return toll_class(c, k);
  }
  return NO_ROW;
}

// "the arrest of 20 students": the class of the noun of doing above.
static uint32_t class_of_deed(const counter *c, uint32_t noun) {
  const token *w = &c->a->tokens.at[noun];
  bool below = c->parsed && w->deprel == REL_NMOD && w->head != NO_TOKEN &&
               w->head < c->end && refines(class_of(c, w->head));
  return below ? class_of(c, w->head) : (uint32_t)NO_ROW;
}

// "12 people, including three children": what is said of the whole is said of
// the part. The class of the amount before it in the sentence.
static uint32_t class_of_whole(const counter *c, uint32_t from) {
  const article *a = c->a;
  bool part = false;
  for (uint32_t back = 1; back <= 2 && from >= c->first + back; back++)
    part |= form_match(&c->q, from - back, from, QUANTITY_PART, NULL) == back;
  if (!part || !a->quantities.n)
    return NO_ROW;
  const quantity *whole = &a->quantities.at[a->quantities.n - 1];
  return whole->first >= c->first ? whole->of : (uint32_t)NO_ROW;
}

static uint32_t pick_class(const counter *c, const number *n, uint32_t from,
                           uint32_t beg, uint32_t noun) {
  uint32_t own = noun == NO_TOKEN ? NO_ROW : class_of(c, noun);
  uint32_t told = told_class(c, noun == NO_TOKEN ? beg : noun);
  if (told == NO_ROW)
    told = class_behind(c, noun == NO_TOKEN ? n->end : noun + 1);
  if (told == NO_ROW && noun == NO_TOKEN)
    told = class_before(c, from);
  if (told == NO_ROW)
    told = class_of_whole(c, from);
  if (told == NO_ROW && own != NO_ROW)
    told = class_of_deed(c, noun);
  bool people = own == NO_ROW || own == QUANTITY_PEOPLE ||
                own == QUANTITY_CROWD || own == QUANTITY_FORCE;
  if (people && (refines(told) || told == QUANTITY_CROWD))
    return own == NO_ROW && noun != NO_TOKEN && !refines(told) ? NO_ROW : told;
  return own == QUANTITY_PEOPLE ? NO_ROW : own;
}

// "12 to 15", "between 12 and 15": the second end of a range.
static void read_range(const counter *c, uint32_t beg, number *n) {
  number high;
  uint32_t to = n->end;
  if (!is(c, to, QUANTITY_TO))
    return;
  bool and = is(c, to, QUANTITY_AND);
  const form_row *before =
      beg > c->first ? form_at(&c->q, beg - 1, QUANTITY_BETWEEN) : NULL;
  bool changes = before && before->value != 0; // "rose from 12 to 20"
  if ((and&&!before) || changes || !number_read(&c->q, to + 1, c->end, &high) ||
      high.vague || n->vague)
    return;
  // "5 to 6 million": the first end has the second's scale.
  double scale = 1;
  while (n->value * scale * 1000 <= high.value && high.end > to + 2)
    scale *= 1000;
  if (n->value * scale >= high.value)
    return;
  n->low = n->value * scale;
  n->high = high.high;
  n->value = high.value;
  n->end = high.end;
}

// "at least 12", "up to 40": widens one end; returns the first token.
static uint32_t read_qualifier(const counter *c, uint32_t beg, number *n) {
  for (uint32_t back = 4; back >= 1; back--) {
    if (beg < c->first + back)
      continue;
    uint32_t from = beg - back;
    if (form_match(&c->q, from, beg, QUANTITY_LEAST, NULL) == back) {
      n->high = NO_HIGH;
      return from;
    }
    if (form_match(&c->q, from, beg, QUANTITY_MOST, NULL) == back) {
      n->low = 0;
      return from;
    }
    if (form_match(&c->q, from, beg, QUANTITY_ABOUT, NULL) == back)
      return from;
  }
  return beg;
}

// "300 or more", "300-plus": no upper end; returns the token behind.
static uint32_t read_more(const counter *c, number *n) {
  uint32_t words = form_match(&c->q, n->end, c->end, QUANTITY_MORE, NULL);
  if (words)
    n->high = NO_HIGH;
  return n->end + words;
}

static uint32_t unit_of(const counter *c, uint32_t t) {
  if (t == NO_TOKEN || !c->words)
    return NO_WORD;
  if (c->a->tokens.at[t].lex != NO_WORD)
    return c->a->tokens.at[t].lex;
  return lexicon_find(c->words, token_lemma(c->a, t));
}

static void add(counter *c, uint32_t beg, const number *n, uint32_t head,
                uint32_t of, uint32_t end) {
  article *a = c->a;
  if (end < n->end)
    end = n->end;
  *vec_push(a->m, &a->quantities) =
      (quantity){.at = {a->tokens.at[beg].at.beg, a->tokens.at[end - 1].at.end},
                 .first = beg,
                 .end = end,
                 .head = head,
                 .value = n->value,
                 .low = n->low,
                 .high = n->high,
                 .unit = unit_of(c, head),
                 .of = of};
}

// "$5", "5 euros", "5 million dollars", "5 %".
static uint32_t read_measure(counter *c, uint32_t beg, uint32_t from,
                             const number *n) {
  uint32_t words;
  if (beg > c->first && is(c, beg - 1, QUANTITY_CURRENCY) &&
      !is_word(c, beg - 1)) {
    add(c, from < beg ? from : beg - 1, n, beg - 1, QUANTITY_MONEY, n->end);
    return n->end;
  }
  words = form_match(&c->q, n->end, c->end, QUANTITY_CURRENCY, NULL);
  if (words) {
    add(c, from, n, n->end, QUANTITY_MONEY, n->end + words);
    return n->end + words;
  }
  words = form_match(&c->q, n->end, c->end, QUANTITY_PERCENT, NULL);
  if (words)
    add(c, from, n, n->end + words - 1, NO_ROW, n->end + words);
  return n->end + words;
}

// Reads the amount whose number begins at beg; returns the token behind it, or
// behind the number where it is no amount.
static uint32_t read_amount(counter *c, uint32_t beg, number *n) {
  read_range(c, beg, n);
  uint32_t opened = beg;
  if (beg > c->first && is(c, beg - 1, QUANTITY_CURRENCY) &&
      !is_word(c, beg - 1))
    opened = beg - 1;
  uint32_t from = read_qualifier(c, opened, n);
  n->end = read_more(c, n);
  uint32_t end = read_measure(c, beg, from, n);
  if (end > n->end || opened < beg)
    return end;
  uint32_t noun = counted_noun(c, beg, n->end);
  if (noun != NO_TOKEN && is(c, noun, QUANTITY_NO_COUNT))
    return n->end;
  uint32_t of = pick_class(c, n, from, beg, noun);
  if (of == NO_ROW && noun == NO_TOKEN)
    of = class_of_toll(c, beg);
  bool year = n->digits && n->value >= 1900 && n->value <= 2100 &&
              c->q.low[beg].len == 4;
  bool plural = noun != NO_TOKEN &&
                (n->value == 1 || feat_get(c->a->tokens.at[noun].feats,
                                           FEAT_NUMBER) != NUMBER_SING);
  if (noun != NO_TOKEN && (plural || of != NO_ROW) && !(year && of == NO_ROW) &&
      !(n->value == 1 && of == NO_ROW)) {
    add(c, from, n, noun, of, noun + 1);
    return noun + 1;
  }
  if (noun == NO_TOKEN && (refines(of) || of == QUANTITY_CROWD) && !year)
    add(c, from, n, NO_TOKEN, of, n->end);
  return n->end;
}

static void find_in_sentence(counter *c) {
  for (uint32_t t = c->first; t < c->end;) {
    number n;
    if (c->taken[t] || !number_read(&c->q, t, c->end, &n)) {
      t++;
      continue;
    }
    uint32_t end = read_amount(c, t, &n);
    t = end > t ? end : t + 1;
  }
}

void quantities_find_with(article *a, const form_tables *tables,
                          const lexicon *words) {
  counter c = {.a = a, .words = words};
  c.q = forms_scan(a, forms_lower(a), &tables->quantities);
  c.taken = arena_new(a->m, uint8_t, a->tokens.n + 1);
  for (uint32_t i = 0; i < a->dates.n; i++)
    for (uint32_t t = a->dates.at[i].first; t < a->dates.at[i].end; t++)
      c.taken[t] = 1;
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    c.first = a->sentences.at[s].first;
    c.end = a->sentences.at[s].end;
    c.parsed = a->sentences.at[s].parsed;
    find_in_sentence(&c);
  }
}

void quantities_find(article *a, const codebook *cb) {
  quantities_find_with(a, &cb->forms, &cb->words);
}
