// Speed and memory of the index of copies, on one thread.
//
//   bench_copies [DOCUMENTS] [WORDS]
//
// Documents of WORDS invented words (500) each; one in four is an excerpt of an
// earlier one. Time is the processor's, for hashing, looking up and adding, not
// for inventing.

#include "base/buf.h"
#include "story/copies.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum {
  KEPT = 64,          // earlier documents that excerpts are taken of
  VOCABULARY = 40000, // words; few of them make most of a text
};

static uint64_t seed = 1;

// xorshift64 (Marsaglia).
static uint64_t next_random(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

// Products of two even numbers crowd at the lower end, as words do.
static void invent(buf *out, uint32_t words) {
  buf_clear(out);
  for (uint32_t i = 0; i < words; i++) {
    uint64_t a = next_random() % VOCABULARY, b = next_random() % VOCABULARY;
    uint64_t word = a * b / VOCABULARY;
    do
      buf_byte(out, (char)('a' + word % 26));
    while ((word /= 26) != 0);
    buf_byte(out, ' ');
  }
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  uint32_t n = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 200000;
  uint32_t words = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 500;
  copies *c = copies_new();
  arena m;
  buf kept[KEPT] = {{0}};
  double spent = 0;
  uint32_t found = 0;
  arena_init(&m, (size_t)1 << 30);
  for (uint32_t i = 0; i < n; i++) {
    str text;
    if (i % 4 == 3) {
      uint64_t last = i < KEPT ? i / 4 + 1 : KEPT / 4;
      text = buf_str(&kept[next_random() % last * 4]);
      text.len /= 2;
    } else {
      invent(&kept[i % KEPT], words);
      text = buf_str(&kept[i % KEPT]);
    }
    copies_document d = {.outlet = next_random() % 1000 + 1,
                         .published = NO_DAY};
    double start = seconds();
    arena_reset(&m);
    grams_find(&d.grams, &m, text);
    found += copies_add(c, &m, &d).copy_of != NO_DOCUMENT;
    spent += seconds() - start;
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%u documents of %u words: %.0f documents/s, %u copies found, "
         "index %.0f MB, process %.0f MB at most\n",
         n, words, n / spent, found, (double)copies_bytes(c) / 1e6,
         (double)use.ru_maxrss / 1e3);
  for (uint32_t i = 0; i < KEPT; i++)
    buf_free(&kept[i]);
  copies_free(c);
  arena_close(&m);
  return 0;
}
