#ifndef MODEL_SECTION_H
#define MODEL_SECTION_H

// The container of a model file: header, checksum, named sections.

#include "base/error.h"

enum { MODEL_VERSION = 1 };

// Bytes being read; the first failure is kept and every later question fails.
typedef struct {
  str bytes;
  const char *name; // for messages
  dgm_status status;
  dgm_error *err;
} section_reader;

// Checks magic, version, length, checksum and that the table of sections lies
// inside. Fails with DGM_EFORMAT. Linear in the file's size.
dgm_status section_open(section_reader *out, str bytes, const char *name,
                        dgm_error *err);

bool section_has(const section_reader *r, const char *name);

// The whole section of this name; fails where there is none.
bool section_get(section_reader *r, const char *name, str *out);

// The same, and its size must be n * size bytes. The pointer is 64-aligned.
bool section_array(section_reader *r, const char *name, size_t n, size_t size,
                   const void **out);

// Notes a failure: what is wrong with section `name`. Returns false.
bool section_bad(section_reader *r, const char *name, const char *what);

#endif
