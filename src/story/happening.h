#ifndef STORY_HAPPENING_H
#define STORY_HAPPENING_H

// Which events of different reports are the same happening, and how many
// independent outlets tell of it? The rules are in docs/stories.md.

#include "story/dossier.h"

typedef struct happenings happenings;

// Who tells: outlets count once, and so do the copies of one text.
typedef struct {
  uint64_t outlet; // 0: unknown
  uint32_t family; // first document of the chain of copies
  uint32_t story;
  day published; // NO_DAY: unknown
} teller;

// No happenings yet; the caller frees. About 150 bytes an event.
happenings *happenings_new(void);
void happenings_free(happenings *h);

// The happening of an event, numbered from 0 in the order of first events.
uint32_t happenings_add(happenings *h, const deed *d, const teller *who);

// Independent outlets that have told of a happening so far.
uint32_t happenings_sources(const happenings *h, uint32_t number);

#endif
