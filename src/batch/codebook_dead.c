#include "batch/codebook_dead.h"
#include "batch/codebook_test.h"

static void put(buf *out, uint32_t at) {
  if (at != NO_RULE)
    buf_add(out, (str){(const char *)&at, sizeof at});
}

void codebook_fired(buf *out, const article *a) {
  for (uint32_t i = 0; i < a->events.n; i++)
    put(out, a->events.at[i].rule);
  for (uint32_t i = 0; i < a->rejects.n; i++)
    put(out, a->rejects.at[i].rule);
}

void codebook_note(uint8_t *of, str fired, uint8_t bit) {
  uint32_t one;
  for (uint32_t at = 0; at + sizeof one <= fired.len; at += sizeof one) {
    memcpy(&one, fired.p + at, sizeof one);
    of[one] |= bit;
  }
}

void codebook_note_examples(uint8_t *of, const codebook *cb, const model *m) {
  const rules *r = &cb->rules;
  arena mem;
  buf fired = {0};
  arena_init(&mem, (size_t)64 << 20); // as for tests of examples
  for (uint32_t i = 0; i < r->examples.n; i++) {
    article a;
    codebook_test_code(&a, &mem, cb, m, r->examples.at[i].text);
    buf_clear(&fired);
    codebook_fired(&fired, &a);
    codebook_note(of, buf_str(&fired), FIRED_BY_EXAMPLE);
  }
  buf_free(&fired);
  arena_close(&mem);
}

void codebook_write_dead(buf *out, const codebook *cb, const uint8_t *of,
                         bool inputs) {
  uint32_t n = 0, by_input = 0, by_example = 0;
  for (uint32_t i = 0; i < cb->rules.all.n; i++) {
    const rule *u = &cb->rules.all.at[i];
    if (u->off)
      continue;
    bool example = of[i] & FIRED_BY_EXAMPLE, input = of[i] & FIRED_BY_INPUT;
    n++;
    by_input += input;
    by_example += example && !input;
    if (input || (example && !inputs))
      continue;
    buf_printf(out, "%s:%u: %.*s: ", u->path, u->line, (int)u->name.len,
               u->name.p);
    buf_add(out,
            example ? S("only examples fire it\n") : S("nothing fires it\n"));
  }
  buf_printf(out, "%u rules: ", n);
  if (inputs)
    buf_printf(out, "%u fired by the inputs, ", by_input);
  buf_printf(out, "%u by examples%s, %u by nothing\n", by_example,
             inputs ? " only" : "", n - by_input - by_example);
}
