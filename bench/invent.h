#ifndef BENCH_INVENT_H
#define BENCH_INVENT_H

// Invented documents with whole records, for measuring stores of any size and
// what shows them.

#include "store/record.h"

enum { EVENTS_A_DOCUMENT = 12, WORDS_A_DOCUMENT = 300 };

// Document n of one series; all of it lives in m. Documents come in the order
// of their numbers.
void invent_document(record_document *d, arena *m, uint32_t n);

#endif
