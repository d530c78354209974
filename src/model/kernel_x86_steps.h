#ifndef MODEL_KERNEL_X86_STEPS_H
#define MODEL_KERNEL_X86_STEPS_H

// All steps of a kernel for x86-64 that has said how it multiplies: dot4(sum,
// u, s) adds unsigned by signed bytes in fours, block(y, d, n, x, stride, rows)
// makes sixteen outputs from n on for `rows` rows, BLOCK_ROWS at most.

X86 static void sum_rows(int16_t *y, const int8_t *const *rows, uint32_t n,
                         uint32_t width) {
  body_sum_rows(y, rows, n, width);
}

// Blocks of outputs outside: their weights stay in the first cache. The last
// block of rows reaches back over rows that are done.
X86 static void dense_rows(int16_t *y, const dense *d, const uint8_t *x,
                           uint32_t stride, uint32_t rows) {
  for (uint32_t n = 0; n < d->outputs; n += 16) {
    for (uint32_t r = 0; rows >= BLOCK_ROWS && r < rows; r += BLOCK_ROWS) {
      uint32_t at = r + BLOCK_ROWS > rows ? rows - BLOCK_ROWS : r;
      block(y + (size_t)at * d->outputs, d, n, x + (size_t)at * stride, stride,
            BLOCK_ROWS);
    }
    for (uint32_t r = 0; rows < BLOCK_ROWS && r < rows; r++)
      block(y + (size_t)r * d->outputs, d, n, x + (size_t)r * stride, stride,
            1);
  }
}

X86 static void max3(int16_t *y, uint32_t width) {
  body_max3(y, width);
}

X86 static void norm_add(int16_t *x, const int16_t *y, const norm *n,
                         uint32_t width) {
  body_norm_add(x, y, n, width);
}

X86 static void narrow(uint8_t *u, const int16_t *x, int32_t by, int32_t low,
                       uint32_t n) {
  const __m256i m = _mm256_set1_epi16((int16_t)by);
  const __m256i zero = _mm256_set1_epi16((int16_t)-low);
  const __m256i top = _mm256_set1_epi8(127);
  for (uint32_t i = 0; i < n; i += 32) {
    __m256i a = _mm256_mulhrs_epi16(load(x + i), m);
    __m256i b = _mm256_mulhrs_epi16(load(x + i + 16), m);
    a = _mm256_adds_epi16(a, zero);
    b = _mm256_adds_epi16(b, zero);
    __m256i v = _mm256_permute4x64_epi64(_mm256_packus_epi16(a, b), 0xD8);
    store(u + i, _mm256_min_epu8(v, top));
  }
}

X86 static void narrow_byte(int8_t *v, const int16_t *x, int32_t by,
                            uint32_t n) {
  const __m256i m = _mm256_set1_epi16((int16_t)by);
  const __m256i low = _mm256_set1_epi8(-127);
  for (uint32_t i = 0; i < n; i += 32) {
    __m256i a = _mm256_mulhrs_epi16(load(x + i), m);
    __m256i b = _mm256_mulhrs_epi16(load(x + i + 16), m);
    a = _mm256_permute4x64_epi64(_mm256_packs_epi16(a, b), 0xD8);
    store(v + i, _mm256_max_epi8(a, low));
  }
}

X86_BODY __m256i magnitude(__m256i x) {
  return _mm256_abs_epi16(_mm256_max_epi16(x, _mm256_set1_epi16(-INT16_MAX)));
}

X86_BODY __m256i gate(__m256i x) {
  __m256i t = magnitude(x);
  __m256i square = _mm256_srai_epi16(_mm256_mulhrs_epi16(t, t), 1);
  __m256i s = _mm256_sub_epi16(t, square);
  __m256i sign = _mm256_srai_epi16(x, 15);
  s = _mm256_sub_epi16(_mm256_xor_si256(s, sign), sign);
  return _mm256_adds_epi16(s, _mm256_set1_epi16(1 << 14));
}

X86_BODY __m256i bend(__m256i h) {
  __m256i r = magnitude(h);
  r = _mm256_adds_epi16(r, r);
  // r + (r - r^2): neither step leaves 16 bits before the saturating sum.
  __m256i v = _mm256_sub_epi16(r, _mm256_mulhrs_epi16(r, r));
  v = _mm256_adds_epi16(v, r);
  __m256i sign = _mm256_srai_epi16(h, 15);
  return _mm256_sub_epi16(_mm256_xor_si256(v, sign), sign);
}

X86_BODY __m128i gated_step(__m256i *state, const int16_t *u, uint32_t part,
                            __m256i by) {
  __m256i keep = gate(load(u)), show = gate(load(u + 2 * part));
  __m256i drop = _mm256_sub_epi16(_mm256_set1_epi16(INT16_MAX), keep);
  *state = _mm256_adds_epi16(_mm256_mulhrs_epi16(keep, *state),
                             _mm256_mulhrs_epi16(drop, load(u + part)));
  __m256i o = _mm256_mulhrs_epi16(bend(*state), show);
  o = _mm256_adds_epi16(_mm256_mulhrs_epi16(o, by), _mm256_set1_epi16(64));
  o = _mm256_packus_epi16(o, o);
  o = _mm256_min_epu8(_mm256_permute4x64_epi64(o, 0xD8), _mm256_set1_epi8(127));
  return _mm256_castsi256_si128(o);
}

X86 static void gated(uint8_t *out, ptrdiff_t out_stride, const int16_t *gates,
                      ptrdiff_t gate_stride, uint32_t part, uint32_t h,
                      uint32_t steps, int32_t by) {
  const __m256i m = _mm256_set1_epi16((int16_t)by);
  for (uint32_t j = 0; j < h; j += 16) {
    const int16_t *u = gates + j;
    uint8_t *o = out + j;
    __m256i state = _mm256_setzero_si256();
    for (uint32_t t = 0; t < steps; t++, u += gate_stride, o += out_stride)
      _mm_storeu_si128((void *)o, gated_step(&state, u, part, m));
  }
}

X86 static void arc_scores(int32_t *s, const int8_t *dep, const uint8_t *heads,
                           uint32_t n, uint32_t arc) {
  for (uint32_t j = 0; j < n; j += 8) {
    __m256i sum = _mm256_setzero_si256();
    for (uint32_t k = 0; k < arc; k += 4) {
      __m256i h = load(heads + (size_t)k * n + 4 * j);
      sum = dot4(sum, h, four(dep + k));
    }
    store(s + j, sum);
  }
}

X86 static void add3_positive(int16_t *y, const int16_t *a, const int16_t *b,
                              const int16_t *c, uint32_t n) {
  for (uint32_t i = 0; i < n; i += 16) {
    __m256i v = _mm256_adds_epi16(load(a + i), load(b + i));
    v = _mm256_adds_epi16(v, load(c + i));
    store(y + i, _mm256_max_epi16(v, _mm256_setzero_si256()));
  }
}

X86 static uint32_t argmax(const int16_t *y, uint32_t n) {
  return body_argmax(y, n);
}

#endif
