// The stage: names, trees, phrases, their codes, then who is whom.

#include "mention/mention.h"
#include "mention/actor.h"

static day office_day(const article *a) {
  return a->meta.published_day != NO_DAY ? a->meta.published_day
                                         : a->dateline_day;
}

void mentions_find(article *a, const codebook *cb) {
  finder f = {.a = a, .cb = cb, .n = &cb->names, .today = office_day(a)};
  find_hits(&f);
  find_trees(&f);
  find_phrases(&f);
  compose_mentions(&f);
  link_mentions(&f);
}
