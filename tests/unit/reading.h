#ifndef TESTS_READING_H
#define TESTS_READING_H

// For tests of what is found in trees: our own codebook and model, and a text
// taken as far as the mentions.

#include "codebook/codebook.h"
#include "mention/date.h"
#include "mention/mention.h"
#include "mention/quantity.h"
#include "model/model.h"
#include "parse/frame.h"
#include "parse/parse.h"
#include "segment/segment.h"

static codebook *reading_cb;
static model *reading_model;
static arena reading_memory;

static inline int reading_open(void **state) {
  dgm_error err;
  (void)state;
  arena_init(&reading_memory, 1u << 30);
  if (codebook_open(&reading_cb, "codebook", NULL, NULL, &err) != DGM_OK ||
      model_load(&reading_model, "models/en.dgm", NULL, &err) != DGM_OK)
    return -1;
  return 0;
}

static inline int reading_close(void **state) {
  (void)state;
  codebook_free(reading_cb);
  model_free(reading_model);
  arena_close(&reading_memory);
  return 0;
}

// Everything up to mentions, as the pipeline does it.
static inline void reading_run(article *a, arena *m, str text, str published,
                               uint32_t title_len) {
  article_init(a, m);
  a->text = text;
  a->title_len = title_len;
  a->meta.published = published;
  a->meta.published_day = day_read(published);
  segment_text(a, reading_cb);
  parse_sentences(a, reading_model);
  frames_find(a, reading_cb);
  dates_find(a, reading_cb);
  quantities_find(a, reading_cb);
  mentions_find(a, reading_cb);
}

#endif
