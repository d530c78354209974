#ifndef PIPELINE_IDENTITY_H
#define PIPELINE_IDENTITY_H

// Names that events keep: the anchor survives every change of codebook, model
// and cleaner, the id changes when what was coded changes (design, section 3).

#include "article/article.h"
#include <dragoman.h>

// Fills id and anchor of the n events of `out`, which stand for a->events in
// the same order.
void identity_give(dgm_event *out, const article *a);

#endif
