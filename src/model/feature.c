// Hashes are FNV-1a over bytes; each slot has rows of its own, so that the
// suffix "s" and the prefix "s" do not meet. The hashes are part of the model's
// format: a change here asks for a new training.

#include "model/feature.h"
#include "base/utf8.h"

enum { MAX_WORD = 96, MAX_SHAPE = 12 };

// FNV-1a's offset basis and prime for 32 bits.
static const uint32_t basis = 2166136261u, prime = 16777619u;

static uint32_t fnv(uint32_t h, const char *p, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    h = (h ^ (unsigned char)p[i]) * prime;
  return h;
}

// FNV's low bits mix poorly over two or three bytes; this spreads the high
// bits down before the model masks them.
static uint32_t mixed(uint32_t h) {
  h ^= h >> 15;
  h *= 0x2C1B3C6Du;
  return h ^ h >> 12;
}

uint32_t feature_hash(str key) {
  return mixed(fnv(basis, key.p, key.len));
}

static bool is_start(str s, uint32_t at) {
  return ((unsigned char)s.p[at] & 0xC0) != 0x80;
}

// s without what does not fit into MAX_WORD bytes, cut between characters.
static str cut(str s) {
  if (s.len <= MAX_WORD)
    return s;
  uint32_t n = MAX_WORD;
  while (n > 0 && !is_start(s, n))
    n--;
  return (str){s.p, n};
}

static uint32_t prefix_end(str s, uint32_t letters) {
  uint32_t at = 0;
  while (at < s.len && letters > 0) {
    at++;
    while (at < s.len && !is_start(s, at))
      at++;
    letters--;
  }
  return at;
}

static uint32_t suffix_start(str s, uint32_t letters) {
  uint32_t at = s.len;
  while (at > 0 && letters > 0) {
    at--;
    while (at > 0 && !is_start(s, at))
      at--;
    letters--;
  }
  return at;
}

// One character's class: letters by case, digits, other ASCII as itself.
static unsigned char shape_class(uint32_t cp) {
  if (cp_is_upper(cp))
    return 'X';
  if (cp_is_letter(cp))
    return 'x';
  if (cp_is_digit(cp))
    return 'd';
  if (cp == 0x2018 || cp == 0x2019)
    return '\'';
  if (cp == 0x201C || cp == 0x201D)
    return '"';
  return cp < 128 ? (unsigned char)cp : 'u';
}

// Classes of the word's characters, runs cut to two, MAX_SHAPE at most:
// "Vucic's" is "Xxx'x".
static uint32_t shape_hash(str word) {
  uint32_t h = basis, at = 0, run = 0, n = 0;
  unsigned char last = 0;
  while (at < word.len && n < MAX_SHAPE) {
    unsigned char c = shape_class(utf8_next(word, &at));
    run = c == last ? run + 1 : 1;
    last = c;
    if (run <= 2) {
      h = (h ^ c) * prime;
      n++;
    }
  }
  return mixed(h);
}

feature feature_of(arena *m, str word) {
  word = cut(word);
  feature f = {.key = utf8_fold(m, word)};
  f.hash = feature_hash(f.key);
  for (uint32_t k = 0; k < 3; k++) {
    uint32_t beg = suffix_start(f.key, k + 1), end = prefix_end(f.key, k + 1);
    f.slots[k] = mixed(fnv(basis, f.key.p + beg, f.key.len - beg));
    f.slots[3 + k] = mixed(fnv(basis, f.key.p, end));
  }
  f.slots[6] = shape_hash(word);
  return f;
}

void feature_print(buf *out, arena *m, str word) {
  feature f = feature_of(m, word);
  buf_add(out, f.key);
  for (int i = 0; i < FEATURE_SLOTS; i++)
    buf_printf(out, "\t%u", f.slots[i]);
  buf_byte(out, '\n');
}
