#include "clean/language.h"
#include "base/utf8.h"

enum {
  SEEN_WORDS = 300, // more words change no answer on the development pages
  SCRIPTS = 32,     // in one text; more are not counted
  WORD_BYTES = 96,  // longer runs of letters are no word
  // Bits, in 1/256
  BIT = 256,
  WORD_BITS = 4 * BIT,   // what a frequent word weighs
  LEAD = 14 * BIT,       // by which another language must be ahead …
  LEAD_A_WORD = BIT / 2, // … and for each word that is no frequent one
};

typedef struct {
  str script;
  uint32_t letters;
} script_count;

typedef struct {
  const language_table *l;
  script_count scripts[SCRIPTS];
  uint32_t n_scripts, words;
  uint32_t hits[LANGUAGES_MOST];
  int64_t score[LANGUAGES_MOST]; // bits, of threes and words
  int32_t bits[UINT8_MAX + 1];   // of n occurrences of a three
} count;

// log2(n) in 1/256, for n > 0: squaring gives a digit at a time.
static int32_t log2_256(uint32_t n) {
  int32_t whole = 31;
  while (!(n >> whole))
    whole--;
  uint64_t x = ((uint64_t)n << 32) >> whole; // 1.0 to 2.0, 32 binary places
  int32_t bits = 0;
  for (int i = 0; i < 8; i++) {
    x = (x >> 1) * (x >> 1) >> 30;
    bits = bits << 1 | (x >= UINT64_C(1) << 33);
    x >>= x >= UINT64_C(1) << 33;
  }
  return whole * 256 + bits;
}

static void count_letter(count *c, str script) {
  uint32_t i = 0;
  while (i < c->n_scripts && !str_eq(c->scripts[i].script, script))
    i++;
  if (i == SCRIPTS)
    return;
  if (i == c->n_scripts)
    c->scripts[c->n_scripts++] = (script_count){script, 0};
  c->scripts[i].letters++;
}

// A quarter of an occurrence is added to each three, so that none is
// impossible: (4n + 1) / (4N + all threes).
static void count_three(count *c, uint64_t three) {
  const uint8_t *n = languages_three(c->l, three);
  for (uint32_t i = 0; i < c->l->rows.n; i++)
    c->score[i] += n ? c->bits[n[i]] : 0;
}

static void count_word(count *c, str word) {
  uint32_t a = 0, b = 0;
  uint64_t rows = languages_word(c->l, word);
  for (uint32_t at = 0; at < word.len;) {
    uint32_t cp = utf8_next(word, &at);
    count_three(c, language_three(a, b, cp));
    a = b;
    b = cp;
  }
  count_three(c, language_three(a, b, 0));
  for (uint32_t i = 0; rows; i++, rows >>= 1)
    if (rows & 1) {
      c->hits[i]++;
      c->score[i] += WORD_BITS;
    }
}

static void count_words(count *c, arena *m, str s) {
  for (uint32_t at = 0; at < s.len && c->words < SEEN_WORDS;) {
    uint32_t beg = at, end = at;
    while (at < s.len) {
      end = at;
      str script = language_script(utf8_next(s, &at));
      if (!script.len)
        break;
      count_letter(c, script);
      end = at;
    }
    str word = str_slice(s, beg, end);
    if (word.len)
      c->words++;
    if (word.len && word.len <= WORD_BYTES)
      count_word(c, utf8_lower(m, word));
  }
}

static uint32_t letters_of(const count *c, str script) {
  for (uint32_t i = 0; i < c->n_scripts; i++)
    if (str_eq(c->scripts[i].script, script))
      return c->scripts[i].letters;
  return 0;
}

// The script of most letters. Japanese is told from Chinese by its kana.
static str main_script(const count *c) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < c->n_scripts; i++)
    if (c->scripts[i].letters > c->scripts[best].letters)
      best = i;
  if (!c->n_scripts)
    return (str){"", 0};
  str script = c->scripts[best].script;
  uint32_t kana = letters_of(c, S("Jpan"));
  return str_eq(script, S("Hani")) && kana * 10 > c->scripts[best].letters
             ? S("Jpan")
             : script;
}

// What a row's size takes off each three.
static void level(count *c, uint32_t threes) {
  for (uint32_t i = 0; i < c->l->rows.n; i++)
    c->score[i] -=
        (int64_t)threes * log2_256(4 * c->l->rows.at[i].n + c->l->n_threes + 1);
}

static uint32_t all_letters(const count *c) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < c->n_scripts; i++)
    n += c->scripts[i].letters;
  return n;
}

// The best row of a script; NO_VALUE: it has none.
static uint32_t best_row(const count *c, str script, uint32_t *n) {
  uint32_t best = NO_VALUE;
  *n = 0;
  for (uint32_t i = 0; i < c->l->rows.n; i++) {
    if (!str_eq(c->l->rows.at[i].script, script))
      continue;
    ++*n;
    if (best == NO_VALUE || c->score[i] > c->score[best])
      best = i;
  }
  return best;
}

str language_of(const chrome *words, arena *m, str text) {
  count c = {.l = &words->languages};
  if (!c.l->rows.n)
    return S("und");
  for (uint32_t i = 0; i <= UINT8_MAX; i++)
    c.bits[i] = log2_256(4 * i + 1);
  count_words(&c, m, text);
  if (!c.words)
    return S("und");
  level(&c, all_letters(&c) + c.words);
  uint32_t n, best = best_row(&c, main_script(&c), &n);
  if (best == NO_VALUE)
    return S("und");
  if (n == 1)
    return c.l->rows.at[best].code;
  bool first = str_eq(c.l->rows.at[0].script, c.l->rows.at[best].script);
  int64_t lead = LEAD + (int64_t)(c.words - c.hits[best]) * LEAD_A_WORD;
  if (first && best && c.score[best] < c.score[0] + lead)
    best = 0;
  // One word in twelve: half of the poorest share (Turkish, Czech) there is.
  if (c.words > 40 && c.hits[best] * 12 < c.words)
    return S("und");
  return c.l->rows.at[best].code;
}
