#include "parse/names.h"
#include "parse/net.h"

// ORDER NAME_TAGS: train/names.py. None, then first and further words of each
// type in turn.
enum { TAGS = MODEL_NAME_TAGS, NONE = 0 };

static const mention_type types[] = {MENTION_PERSON, MENTION_PLACE,
                                     MENTION_ORGANIZATION};

static uint32_t type_of(uint32_t tag) {
  return (tag - 1) / 2;
}

static bool is_further(uint32_t tag) {
  return tag != NONE && tag % 2 == 0;
}

static bool may_follow(uint32_t tag, uint32_t before) {
  return !is_further(tag) ||
         (before != NONE && type_of(before) == type_of(tag));
}

// The best tag before each tag at one word; sums go from `was` to `now`.
static void step(int32_t *now, uint8_t *from, const int32_t *was,
                 const int16_t *scores) {
  for (uint32_t tag = 0; tag < TAGS; tag++) {
    uint32_t best = is_further(tag) ? tag : NONE;
    for (uint32_t b = 0; b < TAGS; b++)
      if (may_follow(tag, b) && was[b] > was[best])
        best = b;
    now[tag] = was[best] + scores[tag];
    from[tag] = (uint8_t)best;
  }
}

// Before the first word stands NONE, far above all else.
static void best_tags(uint8_t *tags, uint32_t n, const int16_t *scores,
                      uint32_t stride) {
  static const int32_t start[TAGS] = {1 << 28};
  uint8_t from[NET_PIECE][TAGS];
  int32_t sums[2][TAGS];
  memcpy(sums[0], start, sizeof start);
  for (uint32_t i = 0; i < n; i++)
    step(sums[(i + 1) % 2], from[i], sums[i % 2], scores + (size_t)i * stride);
  const int32_t *last = sums[n % 2];
  uint32_t tag = NONE;
  for (uint32_t t = 1; t < TAGS; t++)
    if (last[t] > last[tag])
      tag = t;
  for (uint32_t i = n; i-- > 0; tag = from[i][tag])
    tags[i] = (uint8_t)tag;
}

void names_decode(article *a, uint32_t first, uint32_t n, const int16_t *scores,
                  uint32_t stride) {
  uint8_t tags[NET_PIECE];
  best_tags(tags, n, scores, stride);
  for (uint32_t i = 0, end; i < n; i = end) {
    end = i + 1;
    if (tags[i] == NONE)
      continue;
    while (end < n && is_further(tags[end]))
      end++;
    const token *t = a->tokens.at + first;
    *vec_push(a->m, &a->names) = (name_span){{t[i].at.beg, t[end - 1].at.end},
                                             first + i,
                                             first + end,
                                             types[type_of(tags[i])]};
  }
}
