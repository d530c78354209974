#ifndef EXPORT_CHOOSE_H
#define EXPORT_CHOOSE_H

// Which events go into another scheme's file. Those schemes know one thing: it
// happened. So what is planned, denied, long past or told by an opponent alone
// stays out unless the user asks for it, and is counted (docs/exports.md).

#include "export/record.h"

// Why an event, or a row of one, is not in the file. The order is that in which
// an event with several reasons is counted.
// ORDER LEFT: names in choose.c
typedef enum {
  LEFT_NOT,
  LEFT_HYPOTHETICAL,
  LEFT_NEGATED,
  LEFT_DENIED,
  LEFT_PLANNED,
  LEFT_BACKGROUND,
  LEFT_CLAIMED,
  LEFT_SUPERSEDED,
  LEFT_TYPE,     // the scheme has no code for it
  LEFT_DAY,      // neither the event's day nor the report's is known
  LEFT_PARTY,    // nobody whom the scheme can name
  LEFT_REPEATED, // a happening that was counted already
  N_LEFT
} left_reason;

const char *left_name(left_reason reason);

// Reads "claimed,planned" into bits 1 << LEFT_…; false for a word that is none
// of claimed, denied, planned, background.
bool choose_include(uint32_t *out, str list);

// Is the event left out, and why? `all` are the n events of its document, among
// which its links are looked up; `include` as of choose_include.
left_reason choose_event(const export_record *r, const export_record *all,
                         uint32_t n, uint32_t include);

// The first ten characters of a day or time stamp as a day, or NO_DAY.
int32_t choose_day(dgm_str s);

#endif
