#include "segment/token.h"
#include "segment/chars.h"
#include "segment/word.h"

typedef struct {
  article *a;
  const segment_words *words;
  str text;
  uint32_t end;     // of the stretch
  uint32_t chunk;   // where the current chunk begins
  uint32_t stop;    // and ends: bytes without white space
  bool single_open; // a single quotation mark is open
} splitter;

uint32_t token_kinds(const segment_words *words, str form) {
  char room[FORM_MAX];
  str lower = word_form(room, form);
  uint32_t kinds = lower.len ? segment_words_kinds(words, lower) : 0;
  if ((kinds & SEGMENT_CAPITAL) && !(form.p[0] >= 'A' && form.p[0] <= 'Z'))
    return 0;
  return kinds;
}

static uint32_t kinds_at(const splitter *s, uint32_t beg, uint32_t end) {
  return token_kinds(s->words, str_slice(s->text, beg, end));
}

// Adds one token, or several where it is longer than TOKEN_MAX.
static void add(splitter *s, uint32_t beg, uint32_t end) {
  while (end > beg) {
    uint32_t cut = end;
    if (end - beg > TOKEN_MAX) {
      cut = beg + TOKEN_MAX;
      while (((unsigned char)s->text.p[cut] & 0xC0) == 0x80 && cut > beg + 1)
        cut--;
    }
    *vec_push(s->a->m, &s->a->tokens) = (token){.at = {beg, cut},
                                                .head = NO_TOKEN,
                                                .child = NO_TOKEN,
                                                .next = NO_TOKEN,
                                                .lex = NO_WORD};
    beg = cut;
  }
}

static char_kind kind_at(const splitter *s, uint32_t at) {
  uint32_t len;
  return at < s->stop ? char_at(s->text, at, &len) : CHAR_SPACE;
}

// Is there a number (an upper-case word) after the chunk's end at `at`?
static bool next_is_digit(const splitter *s, uint32_t at) {
  while (at < s->end && s->text.p[at] == ' ')
    at++;
  return at < s->end && s->text.p[at] >= '0' && s->text.p[at] <= '9';
}

static bool next_is_upper(const splitter *s, uint32_t at) {
  if (at >= s->end || s->text.p[at] != ' ')
    return false;
  while (at < s->end && s->text.p[at] == ' ')
    at++;
  return at < s->end && char_is_upper(s->text, at);
}

// Does the stop at `end` belong to the word before it, as in "Gen.", "U.S."?
static bool is_abbreviation(const splitter *s, uint32_t beg, uint32_t end) {
  if (end >= s->stop || s->text.p[end] != '.')
    return false;
  if (end + 1 < s->stop && s->text.p[end + 1] == '.')
    return false;
  uint32_t kinds = kinds_at(s, beg, end + 1), len;
  if (kinds & (SEGMENT_TITLE | SEGMENT_ABBREV))
    return true;
  if (kinds & SEGMENT_NUMBERED && next_is_digit(s, end + 1))
    return true;
  if (char_at(s->text, beg, &len) != CHAR_LETTER)
    return false;
  if (beg + len == end) // an initial
    return char_is_upper(s->text, beg) &&
           (next_is_upper(s, end + 1) || kind_at(s, end + 1) == CHAR_LETTER);
  return end - beg >= 3 && s->text.p[end - 2] == '.' &&
         (s->text.p[beg + 1] == '.' || char_is_upper(s->text, end - 1));
}

// Where the number of "5km" or "5:30pm" ends, or `end` when there is no unit.
static uint32_t unit_at(const splitter *s, uint32_t beg, uint32_t end) {
  uint32_t at = beg;
  if (s->text.p[beg] < '0' || s->text.p[beg] > '9')
    return end;
  while (at < end && ((s->text.p[at] >= '0' && s->text.p[at] <= '9') ||
                      strchr(".,:", s->text.p[at])))
    at++;
  return at < end && (kinds_at(s, at, end) & SEGMENT_UNIT) ? at : end;
}

// Where the last clitic of a word begins, or `end`: "'s" from its apostrophe,
// "n't" from the letter before.
static uint32_t clitic_at(const splitter *s, uint32_t beg, uint32_t end) {
  uint32_t mark = end, len;
  for (uint32_t at = beg; at < end; at += len)
    if (char_at(s->text, at, &len) == CHAR_APOSTROPHE)
      mark = at;
  if (mark == end || mark == beg)
    return end;
  if (mark > beg + 1 && (kinds_at(s, mark - 1, end) & SEGMENT_CLITIC))
    return mark - 1;
  return kinds_at(s, mark, end) & SEGMENT_CLITIC ? mark : end;
}

// Adds a word without its trailing marks, cut into the words it is made of.
static void add_word(splitter *s, uint32_t beg, uint32_t end) {
  uint32_t first = s->a->tokens.n, cuts[4], n = 0, tail = end;
  char room[FORM_MAX];
  while (n < 3) {
    uint32_t at = clitic_at(s, beg, tail);
    if (at == tail)
      break;
    cuts[n++] = tail = at;
  }
  uint32_t kinds = kinds_at(s, beg, tail);
  if (kinds & SEGMENT_SPLIT) {
    str form = word_form(room, str_slice(s->text, beg, tail));
    cuts[n++] = beg + segment_words_cut(s->words, form);
  }
  for (uint32_t from = beg; from < end;) {
    uint32_t to = n ? cuts[--n] : end;
    add(s, from, to);
    from = to;
  }
  if (s->a->tokens.n > first + 1 && end - beg <= TOKEN_MAX)
    s->a->tokens.at[first].mwt = (uint8_t)(s->a->tokens.n - first);
}

// "the parties'": the possessive mark of a word in -s is a word of its own.
static uint32_t add_possessive(splitter *s, uint32_t end) {
  uint32_t len = 0, before = s->a->tokens.n - 1;
  if (end >= s->stop || char_at(s->text, end, &len) != CHAR_APOSTROPHE ||
      (s->text.p[end - 1] | 32) != 's' || s->single_open ||
      kind_at(s, end + len) <= CHAR_DIGIT)
    return end;
  add(s, end, end + len);
  if (!s->a->tokens.at[before].mwt)
    s->a->tokens.at[before].mwt = 2;
  return end + len;
}

static uint32_t split_word(splitter *s, uint32_t beg) {
  uint32_t end = word_end(s->text, beg, s->stop, s->words);
  if (is_abbreviation(s, beg, end)) {
    uint32_t unit = unit_at(s, beg, end + 1);
    add(s, beg, unit);
    add(s, unit, end + 1);
    return end + 1;
  }
  uint32_t unit = unit_at(s, beg, end);
  if (unit < end) {
    add(s, beg, unit);
    add(s, unit, end);
    return end;
  }
  add_word(s, beg, end);
  return add_possessive(s, end);
}

// A listed form that begins here with a mark ("'em", ":)"), or `beg`.
static uint32_t whole_at(const splitter *s, uint32_t beg) {
  uint32_t end = s->stop;
  if (end - beg > FORM_MAX)
    return beg;
  for (; end > beg + 1; end--) {
    if (kinds_at(s, beg, end) & SEGMENT_WHOLE && kind_at(s, end) > CHAR_DIGIT)
      return end;
    if (!strchr(".,;!?)", s->text.p[end - 1]))
      break;
  }
  return beg;
}

// A clitic that the text itself sets apart ("country 's"), or years ("'90s").
static uint32_t loose_clitic(const splitter *s, uint32_t beg, uint32_t len) {
  if (beg != s->chunk)
    return beg;
  uint32_t word = beg + len, end = word_end(s->text, word, s->stop, s->words);
  bool years = end - word >= 2 && end - word <= 3 &&
               kind_at(s, word) == CHAR_DIGIT &&
               kind_at(s, word + 1) == CHAR_DIGIT;
  return years || kinds_at(s, beg, end) & SEGMENT_CLITIC ? end : beg;
}

static uint32_t split_apostrophe(splitter *s, uint32_t beg, uint32_t len) {
  uint32_t end = loose_clitic(s, beg, len);
  if (end > beg) {
    add(s, beg, end);
    return end;
  }
  bool opens = kind_at(s, beg + len) <= CHAR_DIGIT;
  s->single_open = opens;
  end = beg + len;
  while (end + len <= s->stop && !memcmp(s->text.p + beg, s->text.p + end, len))
    end += len;
  add(s, beg, end);
  return end;
}

// Runs that are one token: stops of one kind or mixed, and repeated marks.
static uint32_t run_end(const splitter *s, uint32_t beg, uint32_t len) {
  uint32_t at = beg + len;
  const char *t = s->text.p;
  if (strchr(".!?", t[beg])) {
    while (at < s->stop && strchr(".!?", t[at]))
      at++;
  } else if (len == 1 && strchr("-=*+~#<>|", t[beg])) {
    while (at < s->stop && t[at] == t[beg])
      at++;
  }
  return at;
}

static uint32_t split_mark(splitter *s, uint32_t beg) {
  uint32_t len, end = whole_at(s, beg);
  if (end == beg)
    end = word_link_end(s->text, beg, s->stop);
  if (end == beg) {
    char_kind kind = char_at(s->text, beg, &len);
    if (kind == CHAR_APOSTROPHE)
      return split_apostrophe(s, beg, len);
    if (len == 3 && !memcmp(s->text.p + beg, "‘", 3))
      s->single_open = true;
    end = run_end(s, beg, len);
  }
  add(s, beg, end);
  return end;
}

static void split_chunk(splitter *s) {
  bool fresh = true; // at the chunk's beginning or behind a mark
  for (uint32_t at = s->chunk; at < s->stop;) {
    uint32_t end = at;
    if (kind_at(s, at) > CHAR_DIGIT) {
      at = split_mark(s, at);
      fresh = true;
      continue;
    }
    if (fresh)
      end = word_link_end(s->text, at, s->stop);
    if (end == at)
      end = whole_at(s, at);
    if (end > at)
      add(s, at, end);
    at = end > at ? end : split_word(s, at);
    fresh = false;
  }
  if (s->a->tokens.n)
    s->a->tokens.at[s->a->tokens.n - 1].flags |= TOKEN_SPACE_AFTER;
}

void tokens_split(article *a, const segment_words *words, uint32_t beg,
                  uint32_t end) {
  splitter s = {.a = a, .words = words, .text = a->text, .end = end};
  uint32_t len;
  for (uint32_t at = beg; at < end;) {
    if (char_at(a->text, at, &len) == CHAR_SPACE) {
      at += len;
      continue;
    }
    s.chunk = at;
    while (at < end && char_at(a->text, at, &len) != CHAR_SPACE)
      at += len;
    s.stop = at;
    split_chunk(&s);
  }
}
