#include "base/error.h"
#include <stdarg.h>
#include <stdio.h>

static void harmless(char *z) {
  for (; *z; z++)
    if ((unsigned char)*z < 32 || *z == 127)
      *z = '?';
}

static void fill(dgm_error *err, dgm_status status, const char *format,
                 va_list args) {
  *err = (dgm_error){.status = status};
  vsnprintf(err->text, sizeof err->text, format, args);
  harmless(err->text);
}

dgm_status error_set(dgm_error *err, dgm_status status, const char *format,
                     ...) {
  if (!err)
    return status;
  va_list args;
  va_start(args, format);
  fill(err, status, format, args);
  va_end(args);
  return status;
}

dgm_status error_at(dgm_error *err, dgm_status status, const char *path,
                    uint32_t line, uint32_t column, const char *format, ...) {
  if (!err)
    return status;
  va_list args;
  va_start(args, format);
  fill(err, status, format, args);
  va_end(args);
  snprintf(err->path, sizeof err->path, "%s", path ? path : "");
  harmless(err->path);
  err->line = line;
  err->column = column;
  return status;
}
