#include "clean/language.h"
#include "base/utf8.h"

enum {
  SEEN_WORDS = 300, // more words change no answer on the development pages
  MOST_LANGUAGES = 32,
  WORD_BYTES = 48,
};

typedef struct {
  uint32_t words, latin, other; // words seen; by the script of their letters
  uint32_t hits[MOST_LANGUAGES];
} count;

static void count_word(count *c, const chrome *words, arena *m, str word) {
  uint32_t at = 0, cp = utf8_next(word, &at);
  // U+0250 ends the Latin blocks of European languages.
  *(cp < 0x250 ? &c->latin : &c->other) += 1;
  c->words++;
  if (word.len > WORD_BYTES)
    return;
  uint32_t bits = chrome_frequent(words, utf8_lower(m, word));
  for (uint32_t i = 0; bits; i++, bits >>= 1)
    c->hits[i] += bits & 1;
}

static void count_words(count *c, const chrome *words, arena *m, str s) {
  for (uint32_t i = 0; i < s.len && c->words < SEEN_WORDS;) {
    uint32_t beg = i, end = i;
    while (i < s.len) {
      end = i;
      if (!cp_is_letter(utf8_next(s, &i)))
        break;
      end = i;
    }
    if (end > beg)
      count_word(c, words, m, str_slice(s, beg, end));
  }
}

str language_of(const chrome *words, arena *m, str text) {
  count c = {0};
  if (!words->languages.n)
    return S("und");
  count_words(&c, words, m, text);
  uint32_t best = 0;
  for (uint32_t i = 1; i < words->languages.n; i++)
    if (c.hits[i] > c.hits[best])
      best = i;
  // "to", "a" and "by" are Czech too: another language has to lead by more
  // than chance words of a short text give it.
  if (c.hits[best] <= c.hits[0] + 2 + c.words / 16)
    best = 0;
  // One word in twelve: half of the poorest share (Turkish, Czech) there is.
  if (c.hits[best] * 12 >= c.words && c.hits[best] > 1)
    return words->languages.at[best];
  if (c.other * 2 > c.latin || c.words > 40)
    return S("und");
  return words->languages.at[0];
}
