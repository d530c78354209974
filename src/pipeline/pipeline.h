#ifndef PIPELINE_PIPELINE_H
#define PIPELINE_PIPELINE_H

// Article in, events out: the only folder that knows all stages.

#include "article/article.h"
#include "codebook/codebook.h"
#include "ingest/page.h"
#include "model/model.h"

// Page -> text, title, dates, removed spans. Fails with DGM_EFORMAT or
// DGM_ELIMIT; article.m's cap leaves through arena.full.
dgm_status pipeline_clean(article *a, const codebook *cb, const page *p,
                          dgm_error *err);

// Text -> sentences, tokens, trees, frames, mentions, dates, places, quotes,
// quantities. Cannot fail. Tokens that stand already (CoNLL-U) are kept.
void pipeline_understand(article *a, const codebook *cb, const model *m);

// Frames and mentions -> events and rejects. Cannot fail. With a typer, which
// may be NULL, also events that no rule knows.
void pipeline_events(article *a, const codebook *cb, const typer *t);

// All three; `t` as above. DGM_ELANGUAGE where the codebook does not know the
// language; then the article is clean and not coded. `err` may be NULL.
dgm_status pipeline_code(article *a, const codebook *cb, const model *m,
                         const typer *t, const page *p, dgm_error *err);

#endif
