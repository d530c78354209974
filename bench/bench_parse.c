// Words a second from tokens to trees on one core, for each kernel.
//
//   bench_parse [MODEL]
//
// The best of several rounds over invented sentences of news length (22 words
// on average), in processor time: the rest of the machine can only make it
// slower.

#include "parse/parse.h"
#include <stdio.h>
#include <time.h>

enum { COPIES = 60, ROUNDS = 20 };

static const char *const sentences[] = {
    "The foreign minister said on Tuesday that Norland would not send troops "
    "to the border before talks with Sudland had ended .",
    "Protesters burned tyres outside the ministry .",
    "Two soldiers were killed and a dozen others wounded when a convoy came "
    "under fire near the port of Westhaven late on Sunday , according to a "
    "statement from the army , which blamed separatists for the attack .",
    "\" We have no plans to leave the treaty , \" the president 's spokeswoman "
    "told reporters .",
    "The union , which represents 40,000 dock workers in six countries , has "
    "threatened to strike unless the company raises wages by 8 % .",
    "Eastmark expelled three diplomats .",
};

static void fill(article *a, buf *text) {
  for (int c = 0; c < COPIES; c++)
    for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
      sentence *s = vec_push(a->m, &a->sentences);
      s->first = a->tokens.n;
      for (str rest = str_of(sentences[i]); rest.p;) {
        token *t = vec_push(a->m, &a->tokens);
        t->at.beg = (uint32_t)text->len;
        buf_add(text, str_cut(&rest, ' '));
        t->at.end = (uint32_t)text->len;
        buf_byte(text, ' ');
      }
      s->end = a->tokens.n;
    }
  a->text = buf_str(text);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double best_round(const model *m, uint32_t *words) {
  double best = 1e9;
  arena mem;
  arena_init(&mem, (size_t)1 << 30);
  for (int r = 0; r < ROUNDS; r++) {
    article a;
    buf text = {0};
    article_init(&a, &mem);
    fill(&a, &text);
    double t = seconds();
    parse_sentences(&a, m);
    t = seconds() - t;
    best = t < best ? t : best;
    *words = a.tokens.n;
    buf_free(&text);
    arena_reset(&mem);
  }
  arena_close(&mem);
  return best;
}

int main(int argc, char **argv) {
  static const char *const kernels[] = {"portable", "avx2", "avxvnni", "vnni"};
  for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; k++) {
    model *m;
    dgm_error err;
    if (model_load(&m, argc > 1 ? argv[1] : "models/en.dgm", kernels[k],
                   &err) != DGM_OK) {
      printf("%s: %s\n", kernels[k], err.text);
      continue;
    }
    uint32_t words = 0;
    double t = best_round(m, &words);
    printf("parse %s: %u words, %.0f words/s\n", kernels[k], words, words / t);
    model_free(m);
  }
  return 0;
}
