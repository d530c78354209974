// The tables' keys are FNV-1a hashes of 64 bits over the class, the kind and
// the bytes, suffixes from their end: 5,000 entries meet by chance once in
// 10^15 questions, so the keys themselves are not kept. ORDER LEMMA_HASH:
// train/lemma.py

#include "parse/lemma.h"
#include "base/utf8.h"

static const uint64_t basis = 14695981039346656037u, prime = 1099511628211u;
enum { WHOLE = '=', SUFFIX = '-' };

static uint64_t step(uint64_t h, unsigned char c) {
  return (h ^ c) * prime;
}

static const model_lemma_entry *look_up(const model_lemmas *t, uint64_t h) {
  // The high bits choose the slot: FNV's low ones are weak.
  for (uint32_t i = (uint32_t)(h >> 32) & t->mask; t->entries[i].hash;
       i = (i + 1) & t->mask)
    if (t->entries[i].hash == h)
      return &t->entries[i];
  return NULL;
}

static const model_lemma_entry *whole_entry(const model_lemmas *t, str low,
                                            uint8_t class_id) {
  uint64_t h = step(step(basis, class_id), WHOLE);
  for (uint32_t i = 0; i < low.len; i++)
    h = step(h, (unsigned char)low.p[i]);
  return look_up(t, h);
}

// That of the longest suffix which has one.
static const model_lemma_entry *suffix_entry(const model *m, str low,
                                             uint8_t class_id) {
  uint64_t h = step(step(basis, class_id), SUFFIX);
  const model_lemma_entry *best = look_up(&m->lemmas, h);
  for (uint32_t n = 1; n <= m->size.lemma_suffix && n <= low.len; n++) {
    h = step(h, (unsigned char)low.p[low.len - n]);
    const model_lemma_entry *longer = look_up(&m->lemmas, h);
    best = longer ? longer : best;
  }
  return best;
}

static bool cuts_character(str s, uint32_t at) {
  return at < s.len && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

static str apply(const model_lemmas *t, arena *mem, str word, str low,
                 uint32_t rule) {
  const model_lemma_rule *r = &t->rules[rule];
  str from = r->lower ? low : word;
  if (r->strip > from.len || cuts_character(from, from.len - r->strip) ||
      from.len - r->strip + r->add == 0)
    return from;
  str stem = {from.p, from.len - r->strip};
  if (!r->add)
    return stem;
  char *out = arena_raw(mem, stem.len + r->add);
  memcpy(out, stem.p, stem.len);
  memcpy(out + stem.len, t->text + r->text, r->add);
  return (str){out, stem.len + r->add};
}

static bool is_known(const model *m, arena *mem, str word) {
  str key = utf8_fold(mem, word);
  return model_word(m, key, feature_hash(key)) != MODEL_UNKNOWN;
}

str lemma_of(const model *m, arena *mem, str word, const model_tag *tag) {
  const model_lemmas *t = &m->lemmas;
  str low = utf8_lower(mem, word);
  const model_lemma_entry *e = whole_entry(t, low, tag->lemma_class);
  if (!e)
    e = suffix_entry(m, low, tag->lemma_class);
  if (!e)
    return word;
  str first = apply(t, mem, word, low, e->rule);
  if (e->other == e->rule || is_known(m, mem, first))
    return first;
  str second = apply(t, mem, word, low, e->other);
  return is_known(m, mem, second) ? second : first;
}
