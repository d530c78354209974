#ifndef BASE_ERROR_H
#define BASE_ERROR_H

// One error idiom: a status, and a message in memory of the caller's.

#include "base/str.h"
#include <dragoman.h>

// Fills *err (may be NULL) and returns status. The message is cut to its room;
// bytes that a terminal would obey become '?'.
dgm_status error_set(dgm_error *err, dgm_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// The same with the place: path may be NULL, line and column count from 1.
dgm_status error_at(dgm_error *err, dgm_status status, const char *path,
                    uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
