#include "clean/judge.h"

static int32_t score_of(const line_view *views, uint32_t n, uint32_t i,
                        const line_weights *w, line_source source) {
  int32_t sum = w->bias[source];
  for (int32_t d = -LINE_REACH; d <= LINE_REACH; d++) {
    int64_t k = (int64_t)i + d;
    if (k < 0 || k >= n)
      continue;
    const line_view *v = &views[k];
    const int32_t *weight = w->weight[source][d + LINE_REACH];
    for (uint32_t f = 0; f < v->n; f++)
      sum += weight[v->ids[f]];
  }
  return sum;
}

// Walks forward keeping the best sums of both states, then back along `from`
// (bit 0: before a 0 stood a 1; bit 1: before a 1 stood a 0).
uint8_t *judge_blocks(const blocks *b, const line_view *views,
                      const line_weights *weights, const int32_t *evidence) {
  uint32_t n = b->list.n;
  line_source source = b->html ? LINE_HTML : LINE_TEXT;
  uint8_t *out = arena_new(b->m, uint8_t, n + 1);
  uint8_t *from = arena_new(b->m, uint8_t, n + 1);
  int64_t zero = 0, one = 0, change = weights->change[source];
  for (uint32_t i = 0; i < n; i++) {
    int64_t score = score_of(views, n, i, weights, source);
    score += evidence ? evidence[i] : 0;
    bool fall = i && one - change > zero, rise = i && zero - change > one;
    int64_t next_zero = fall ? one - change : zero;
    one = (rise ? zero - change : one) + score;
    zero = next_zero;
    from[i] = (uint8_t)(fall | rise << 1);
  }
  uint8_t state = one > zero;
  for (uint32_t i = n; i-- > 0;) {
    out[i] = state;
    state ^= from[i] >> state & 1;
  }
  return out;
}
