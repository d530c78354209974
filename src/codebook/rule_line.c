// Reads one frame line into items. Nothing nests: the only brackets inside
// brackets are the <> of words, so there is no recursion.

#include "codebook/rule_line.h"
#include "base/utf8.h"

typedef struct {
  rule_line *out;
  cursor *c;
  const rules *r;
  const lexicon *x;
} reader;

static bool is_word_byte(char b) {
  return b && b != ' ' && b != '\t' && b != '|' && b != '<' && b != '>' &&
         b != '(' && b != ')' && b != '[' && b != ']' && b != '{' && b != '}' &&
         b != '!' && b != '*';
}

static str plain_word(cursor *c) {
  uint32_t beg = c->at;
  while (is_word_byte(cursor_peek(c)))
    c->at++;
  return str_slice(c->text, beg, c->at);
}

static str angle_words(cursor *c) {
  uint32_t beg = ++c->at;
  while (!cursor_end(c) && cursor_peek(c) != '>')
    c->at++;
  str inner = str_trim(str_slice(c->text, beg, c->at));
  if (cursor_end(c))
    cursor_error(c, beg - 1, "this < is never closed");
  else if (!inner.len)
    cursor_error(c, beg - 1, "name a class or several words between < and >");
  c->at++;
  return inner;
}

static void read_alt(reader *d) {
  cursor *c = d->c;
  uint32_t at = c->at;
  bool angle = cursor_peek(c) == '<';
  str text = angle ? angle_words(c) : plain_word(c);
  if (c->failed)
    return;
  if (!text.len) {
    cursor_error(c, at, "a word is missing here");
    return;
  }
  if (d->out->n_alts == LINE_ALTS) {
    cursor_error(c, at, "a line has at most %d words; put them into a class",
                 LINE_ALTS);
    return;
  }
  d->out->alts[d->out->n_alts++] =
      (line_alt){utf8_fold(d->r->m, text), at, angle};
}

// a|b|<c>
static void read_alts(reader *d, line_item *item) {
  item->kind = ITEM_WORDS;
  item->first = d->out->n_alts;
  for (;;) {
    read_alt(d);
    if (d->c->failed || cursor_peek(d->c) != '|')
      break;
    d->c->at++;
  }
  item->n = d->out->n_alts - item->first;
}

static bool read_slot_name(part_fill *out, str name) {
  static const char *const names[] = {"ACTOR", "RECIPIENT", "BOTH"};
  static const part_fill fills[] = {FILL_ACTOR, FILL_RECIPIENT, FILL_BOTH};
  for (uint32_t i = 0; i < 3; i++)
    if (str_eq(name, str_of(names[i]))) {
      *out = fills[i];
      return true;
    }
  return false;
}

static bool is_capitals(str word) {
  for (uint32_t i = 0; i < word.len; i++)
    if (!(word.p[i] >= 'A' && word.p[i] <= 'Z') && word.p[i] != '?')
      return false;
  return word.len > 2;
}

// ACTOR, RECIPIENT?, BOTH; false: the line goes on with something else.
static bool try_slot(reader *d, line_item *item) {
  uint32_t at = d->c->at;
  str name = plain_word(d->c);
  item->optional = str_ends(name, S("?"));
  if (item->optional)
    name.len--;
  if (read_slot_name(&item->fill, name)) {
    item->kind = ITEM_SLOT;
    return true;
  }
  item->optional = false;
  d->c->at = at;
  return false;
}

static bool read_slot(reader *d, line_item *item) {
  cursor *c = d->c;
  uint32_t at = c->at;
  if (try_slot(d, item))
    return true;
  if (is_capitals(plain_word(c)))
    cursor_error(c, at,
                 "a slot is ACTOR, RECIPIENT or BOTH; words are written "
                 "in small letters");
  c->at = at;
  return false;
}

// TYPE, A|B or * inside braces
static void read_types(reader *d, line_item *item) {
  cursor *c = d->c;
  if (cursor_peek(c) == '*') {
    c->at++;
    item->contents = UINT32_MAX;
    return;
  }
  for (;;) {
    uint32_t at = c->at;
    str name = plain_word(c);
    uint32_t type = scheme_type(&d->r->scheme, name);
    if (type == NO_VALUE)
      cursor_error(c, at, "there is no event type '%.*s'", (int)name.len,
                   name.p);
    else
      item->contents |= 1u << (type & 31);
    if (c->failed || cursor_peek(c) != '|')
      return;
    c->at++;
  }
}

static void read_effect(reader *d, line_item *item) {
  cursor *c = d->c;
  uint32_t at = c->at;
  cursor_skip(c);
  if (!str_eq(cursor_word(c), S("as"))) {
    c->at = at;
    return;
  }
  cursor_skip(c);
  at = c->at;
  item->effect = word_effect_find(cursor_word(c));
  if (item->effect == EFFECT_NONE)
    cursor_error(c, at,
                 "after 'as' stands actual, planned, hypothetical, "
                 "negated, claimed or denied");
}

// a|b, (a|b) or !a|b beside a head
static bool read_word(reader *d, line_item *word) {
  cursor *c = d->c;
  uint32_t at = c->at;
  bool paren = cursor_peek(c) == '(';
  *word = (line_item){.at = at,
                      .kind = ITEM_WORDS,
                      .optional = paren,
                      .forbidden = cursor_peek(c) == '!'};
  c->at += paren || word->forbidden;
  read_alts(d, word);
  if (paren && !c->failed && cursor_peek(c) != ')')
    cursor_error(c, at, "this ( is never closed");
  c->at += paren;
  return !c->failed;
}

// One piece of {RECIPIENT? must !not TYPE RECIPIENT}: who does it, words of the
// clause, the types, upon whom.
static void content_piece(reader *d, line_item *item) {
  cursor *c = d->c;
  line_item slot = {0};
  uint32_t at = c->at;
  char b = cursor_peek(c);
  if (try_slot(d, &slot)) {
    if (slot.fill != FILL_RECIPIENT)
      cursor_error(c, at, "only RECIPIENT stands in braces");
    *(item->contents ? &item->shared : &item->by) = true;
    item->by_optional |= slot.optional;
  } else if (b == '*' || (b >= 'A' && b <= 'Z')) {
    read_types(d, item);
  } else if (d->out->n_mods < LINE_ITEMS) {
    item->n_mods += read_word(d, &d->out->mods[d->out->n_mods++]);
  } else {
    cursor_error(c, at, "a line has at most %d words beside others",
                 LINE_ITEMS);
  }
}

static void read_content(reader *d, line_item *item) {
  cursor *c = d->c;
  uint32_t open = c->at++;
  item->kind = ITEM_CONTENT;
  item->first_mod = d->out->n_mods;
  for (cursor_skip(c); !c->failed && cursor_peek(c) != '}'; cursor_skip(c)) {
    if (cursor_end(c))
      cursor_error(c, open, "this { is never closed");
    else
      content_piece(d, item);
  }
  if (!c->failed && !item->contents)
    cursor_error(c, open, "name a type or * between { and }");
  c->at++;
  read_effect(d, item);
}

// One alternation of a noun phrase in brackets; "of" and the slot end it.
static bool noun_word(reader *d, line_item *noun, line_item *word) {
  cursor *c = d->c;
  uint32_t at = c->at;
  bool of = str_eq(plain_word(c), S("of")) && d->out->use != LINE_LOOSE;
  line_item slot = {0};
  if (of) {
    cursor_skip(c);
    if (!read_slot(d, &slot) && !c->failed)
      cursor_error(c, c->at, "after 'of' stands ACTOR, RECIPIENT or BOTH");
    noun->fill = slot.fill;
    return false;
  }
  c->at = at;
  *word = (line_item){.at = at, .kind = ITEM_WORDS};
  if (cursor_peek(c) != '*') // any head
    return read_word(d, word);
  c->at++;
  return true;
}

// [senior <official> of RECIPIENT]: all words but the last are modifiers.
static void read_noun(reader *d, line_item *item) {
  cursor *c = d->c;
  uint32_t open = c->at++;
  line_item words[LINE_ITEMS];
  uint32_t n = 0;
  for (;;) {
    cursor_skip(c);
    if (cursor_end(c) || n == LINE_ITEMS)
      cursor_error(c, open, "this [ is never closed");
    if (c->failed || cursor_peek(c) == ']' || !noun_word(d, item, &words[n]))
      break;
    n++;
  }
  cursor_skip(c);
  if (!c->failed && (cursor_peek(c) != ']' || !n))
    cursor_error(c, open, "a noun phrase is [words] or [words of RECIPIENT]");
  if (c->failed)
    return;
  c->at++;
  item->kind = ITEM_NOUN;
  item->first = words[n - 1].first;
  item->n = words[n - 1].n;
  item->first_mod = d->out->n_mods;
  for (uint32_t i = 0; i + 1 < n && d->out->n_mods < LINE_ITEMS; i++)
    d->out->mods[d->out->n_mods++] = words[i];
  item->n_mods = d->out->n_mods - item->first_mod;
}

static void read_optional(reader *d, line_item *item) {
  cursor *c = d->c;
  uint32_t open = c->at++;
  cursor_skip(c);
  read_alts(d, item);
  item->optional = true;
  cursor_skip(c);
  if (!c->failed && cursor_peek(c) != ')')
    cursor_error(c, open, "in ( ) stand alternatives: (joint|naval)");
  c->at++;
}

static void read_item(reader *d, line_item *item) {
  cursor *c = d->c;
  *item = (line_item){.at = c->at};
  if (cursor_peek(c) == '!') {
    item->forbidden = true;
    c->at++;
  }
  char b = cursor_peek(c);
  if (b == '(')
    read_optional(d, item);
  else if (b == '[')
    read_noun(d, item);
  else if (b == '{')
    read_content(d, item);
  else if (b == '*') {
    c->at++;
    item->kind = ITEM_STAR;
  } else if (!read_slot(d, item) && !c->failed) {
    read_alts(d, item);
  }
  if (!c->failed && !cursor_end(c) && cursor_peek(c) != ' ' &&
      cursor_peek(c) != '\t')
    cursor_error(c, c->at, "a space or | is missing here");
}

// "the" and "a" say nothing: frames have no articles.
static bool is_article(const reader *d, const line_item *item) {
  const line_alt *alt = &d->out->alts[item->first];
  uint32_t word = lexicon_find(d->x, alt->text);
  return item->kind == ITEM_WORDS && item->n == 1 && !alt->angle &&
         lexicon_in(d->x, word, lexicon_class(d->x, S("article")));
}

// The prefix counts only where more follows: "visit" may be a whole line.
static void read_use(reader *d) {
  static const char *const names[] = {"",    "verb",  "noun",
                                      "adj", "words", "loose"};
  uint32_t at = d->c->at;
  str word = cursor_word(d->c);
  cursor_skip(d->c);
  for (uint32_t i = 1; i < 6; i++)
    if (str_eq(word, str_of(names[i])) && !cursor_end(d->c)) {
      d->out->use = (line_use)i;
      return;
    }
  d->c->at = at;
}

bool rule_line_read(rule_line *out, cursor *c, const rules *r,
                    const lexicon *x) {
  reader d = {out, c, r, x};
  out->use = LINE_ANY;
  out->n_items = out->n_mods = out->n_alts = 0;
  cursor_skip(c);
  read_use(&d);
  for (cursor_skip(c); !cursor_end(c) && !c->failed; cursor_skip(c)) {
    if (out->n_items == LINE_ITEMS) {
      cursor_error(c, c->at, "a line has at most %d parts", LINE_ITEMS);
      return false;
    }
    line_item *item = &out->items[out->n_items];
    read_item(&d, item);
    if (!c->failed && !is_article(&d, item))
      out->n_items++;
  }
  return !c->failed;
}
