#include "clean/block.h"
#include "base/utf8.h"

void blocks_init(blocks *b, arena *m, str raw) {
  *b = (blocks){.m = m, .raw = raw};
  b->text = arena_raw(m, (size_t)raw.len + 8);
  vec_push(m, &b->boxes);
}

static void begin(blocks *b, uint32_t raw) {
  if (b->open.at.beg != b->len || b->open.raw.end)
    return;
  b->open.raw.beg = raw;
  b->open.run = b->runs.n;
}

static void add_run(blocks *b, uint32_t raw, uint32_t n) {
  text_run *last = b->open.n_runs ? &b->runs.at[b->runs.n - 1] : NULL;
  if (last && last->text + last->len == b->len &&
      last->raw + last->len == raw) {
    last->len += n;
    return;
  }
  *vec_push(b->m, &b->runs) = (text_run){b->len, raw, n};
  b->open.n_runs++;
}

void blocks_put(blocks *b, uint32_t raw, uint32_t n) {
  if (!n)
    return;
  begin(b, raw);
  add_run(b, raw, n);
  memcpy(b->text + b->len, b->raw.p + raw, n);
  b->len += n;
  b->open.raw.end = raw + n;
}

void blocks_put_cp(blocks *b, uint32_t raw, uint32_t n, uint32_t cp) {
  begin(b, raw);
  b->len += utf8_put(b->text + b->len, cp);
  b->open.raw.end = raw + n;
}

void blocks_space(blocks *b) {
  if (b->len > b->open.at.beg && b->text[b->len - 1] != ' ')
    b->text[b->len++] = ' ';
}

// Takes the last run back to the end of the text.
static void trim_runs(blocks *b) {
  while (b->open.n_runs) {
    text_run *last = &b->runs.at[b->runs.n - 1];
    if (last->text + last->len <= b->len)
      return;
    if (last->text < b->len) {
      last->len = b->len - last->text;
      return;
    }
    b->runs.n--;
    b->open.n_runs--;
  }
}

void blocks_end(blocks *b) {
  while (b->len > b->open.at.beg && b->text[b->len - 1] == ' ')
    b->len--;
  trim_runs(b);
  if (b->len > b->open.at.beg) {
    b->open.at.end = b->len;
    *vec_push(b->m, &b->list) = b->open;
    b->full = b->full || b->list.n == BLOCKS_MOST;
  }
  bool pictured = b->open.pictured && b->open.at.end <= b->open.at.beg;
  b->open =
      (block){.at = {b->len, b->len}, .box = b->open.box, .pictured = pictured};
}
