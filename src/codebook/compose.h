#ifndef CODEBOOK_COMPOSE_H
#define CODEBOOK_COMPOSE_H

// Codes of events that hold events: refusing to meet, threatening to attack.

#include "codebook/rule.h"

// Loading: world/content.tsv, world/compose.tsv.
void compose_read_contents(rules *r, table *t);
void compose_read_ranks(rules *r, table *t);

// The code that world/content.tsv gives an outer type by its content: a row of
// scheme.codes that begins with `root`, or NO_VALUE. `type` NO_TYPE and `code`
// NO_VALUE where the content has none. Rows for any content count when
// `any` says so.
uint32_t compose_content(const rules *r, uint32_t outer, str root,
                         uint32_t type, uint32_t code, bool any);

// What an outer and an inner code give together, where one event is made of
// both (loose lines): world/compose.tsv. Rows of scheme.codes; `inner` NO_VALUE
// gives `outer`.
uint32_t compose_codes(const rules *r, uint32_t outer, uint32_t inner);

#endif
