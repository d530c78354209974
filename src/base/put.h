#ifndef BASE_PUT_H
#define BASE_PUT_H

// JSON objects, field by field. A comma is put where the bytes before it ask
// for one.

#include "base/buf.h"
#include "base/date.h"

void put_sep(buf *b);
void put_key(buf *b, const char *name);
void put_text(buf *b, const char *name, str s); // p == NULL: null
void put_number(buf *b, const char *name, int64_t v);
void put_bool(buf *b, const char *name, bool v);
void put_day(buf *b, const char *name, day d); // NO_DAY: null
// Bytes that are JSON already; p == NULL: null.
void put_json(buf *b, const char *name, str json);

#endif
