#ifndef EVENT_COMPLETE_H
#define EVENT_COMPLETE_H

// Whom a deed is aimed at, where the rule's line does not reach him.
//
// Reads   article.events, mentions, trees; what the typer says of two parties
// Adds    events: recipients; article.lists

#include "article/article.h"
#include "codebook/codebook.h"
#include "model/typer.h"

// Gives events that have an actor and no recipient the party below their
// trigger for which the typer finds the event's own type likeliest, from a
// least probability on. `t` may be NULL: nothing is done. Cannot fail.
void events_complete(article *a, const codebook *cb, const typer *t);

// Does a list of mentions hold the party of mention m?
bool is_among(const article *a, list who, uint32_t m);

// Norland is no target of Norland's police: its land is meant, or the police
// themselves; nor are troops of theirs. Both are mentions.
bool acts_at_home(const article *a, uint32_t actor, uint32_t m);

#endif
