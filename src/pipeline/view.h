#ifndef PIPELINE_VIEW_H
#define PIPELINE_VIEW_H

// The record as the public header shows it: indexes become text.

#include "article/article.h"
#include "codebook/codebook.h"

typedef struct {
  dgm_event *events;
  dgm_reject *rejects;
  uint32_t n_events, n_rejects;
  dgm_document document;
} view;

// Builds everything in the article's arena; lives as long as its content.
void view_build(view *out, article *a, const codebook *cb);

// One actor, for annotations too.
void view_actor(dgm_actor *out, article *a, const codebook *cb, uint32_t m);
void view_place(dgm_place *out, const article *a, const codebook *cb,
                const place_mention *p);
void view_quantity(dgm_quantity *out, const article *a, const codebook *cb,
                   const quantity *q);

static inline dgm_str view_str(str s) {
  return (dgm_str){s.p, s.len};
}
static inline dgm_span view_span(span s) {
  return (dgm_span){s.beg, s.end};
}

#endif
