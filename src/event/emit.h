#ifndef EVENT_EMIT_H
#define EVENT_EMIT_H

// From the patterns that won to events and rejects, in the order of the text.

#include "event/discard.h"

// One event or one reject for each trigger.
void events_emit(matcher *m, const discards *dropped);

#endif
