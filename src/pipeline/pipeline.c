#include "pipeline/pipeline.h"
#include "base/hash.h"
#include "clean/clean.h"
#include "event/attribution.h"
#include "event/complete.h"
#include "event/factuality.h"
#include "event/match.h"
#include "event/propose.h"
#include "event/setting.h"
#include "event/target.h"
#include "event/topic.h"
#include "event/when.h"
#include "mention/date.h"
#include "mention/mention.h"
#include "mention/quantity.h"
#include "mention/quote.h"
#include "parse/frame.h"
#include "parse/parse.h"
#include "segment/segment.h"

// The input's own id, else a hash of the canonical URL, else of the bytes.
static void name_document(article *a) {
  hash128_hex(a->meta.text_hash, a->text);
  if (a->meta.id.p)
    return;
  char *id = arena_raw(a->m, 32);
  str url = a->meta.canonical.len ? a->meta.canonical : a->meta.url;
  hash128_hex(id, url.len ? url : a->raw);
  a->meta.id = (str){id, 32};
}

dgm_status pipeline_clean(article *a, const codebook *cb, const page *p,
                          dgm_error *err) {
  dgm_status status = clean_page(a, cb, p, err);
  if (!status)
    name_document(a);
  return status;
}

void pipeline_understand(article *a, const codebook *cb, const model *m) {
  if (!a->tokens.n)
    segment_text(a, cb);
  parse_sentences(a, m);
  frames_find(a, cb);
  dates_find(a, cb);
  quantities_find(a, cb);
  mentions_find(a, cb);
  places_find(a, cb);
  if (a->names_wanted)
    names_settle(a, cb);
  quotes_find(a, cb);
  mentions_resolve_quoted(a, cb);
}

void pipeline_events(article *a, const codebook *cb, const typer *t) {
  topic_find(a, cb);
  events_match(a, cb);
  targets_find(a, cb);
  factuality_decide(a, cb);
  topic_screen(a, cb);
  // What the model learnt goes with our rules and their types; an imported
  // codebook, whose rules know codes only, has no use for it.
  const typer *behind = cb->rules.typed ? t : NULL;
  events_complete(a, cb, behind);
  events_propose(a, cb, behind);
  attribution_find(a, cb);
  when_decide(a, cb);
  setting_find(a, cb);
}

static bool speaks(const codebook *cb, str language) {
  return !language.len || str_eq(language, cb->language);
}

dgm_status pipeline_code(article *a, const codebook *cb, const model *m,
                         const typer *t, const page *p, dgm_error *err) {
  dgm_status status = pipeline_clean(a, cb, p, err);
  if (status)
    return status;
  if (!speaks(cb, a->meta.language))
    return error_set(err, DGM_ELANGUAGE,
                     "is in '%.*s', for which there is no codebook; not coded",
                     (int)a->meta.language.len, a->meta.language.p);
  pipeline_understand(a, cb, m);
  pipeline_events(a, cb, t);
  return DGM_OK;
}
