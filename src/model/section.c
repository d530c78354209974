#include "model/section.h"
#include <xxhash.h>

// ORDER MODEL_FILE: train/export.py
enum { HEADER = 64, ENTRY = 32, NAME = 16, ALIGN = 64 };
enum { MAX_SECTIONS = 64 }; // four recurrences and names need 38

static uint64_t number_at(str s, uint32_t at, uint32_t bytes) {
  uint64_t v = 0;
  for (uint32_t i = bytes; i-- > 0;)
    v = v << 8 | (unsigned char)s.p[at + i];
  return v;
}

static bool is_little_endian(void) {
  const uint16_t one = 1;
  char first;
  memcpy(&first, &one, 1);
  return first == 1;
}

static const char *header_fault(str b) {
  if (b.len < HEADER || memcmp(b.p, "DGMODEL\n", 8) != 0)
    return "is not a model file";
  if (number_at(b, 8, 4) != MODEL_VERSION)
    return "has another format version than this program reads";
  if (number_at(b, 16, 8) != b.len)
    return "is cut off or too long";
  if (number_at(b, 12, 4) > MAX_SECTIONS ||
      HEADER + ENTRY * number_at(b, 12, 4) > b.len)
    return "has a damaged table of sections";
  if (number_at(b, 24, 8) != XXH64(b.p + HEADER, b.len - HEADER, 0))
    return "is damaged: its checksum does not fit";
  if (!is_little_endian())
    return "cannot be read on this machine: its byte order differs";
  return NULL;
}

dgm_status section_open(section_reader *out, str bytes, const char *name,
                        dgm_error *err) {
  *out = (section_reader){bytes, name, DGM_OK, err};
  const char *fault = header_fault(bytes);
  if (fault)
    out->status = error_at(err, DGM_EFORMAT, name, 0, 0, "%s", fault);
  return out->status;
}

bool section_bad(section_reader *r, const char *name, const char *what) {
  if (r->status == DGM_OK)
    r->status = error_at(r->err, DGM_EFORMAT, r->name, 0, 0,
                         "model section %s: %s", name, what);
  return false;
}

static bool named(str entry, const char *name) {
  uint32_t n = (uint32_t)strlen(name);
  return n < NAME && memcmp(entry.p, name, n) == 0 && entry.p[n] == 0;
}

// The entry of this name in the table, or an empty string.
static str entry_of(const section_reader *r, const char *name) {
  uint32_t n = (uint32_t)number_at(r->bytes, 12, 4);
  for (uint32_t i = 0; i < n; i++) {
    str entry = {r->bytes.p + HEADER + i * ENTRY, ENTRY};
    if (named(entry, name))
      return entry;
  }
  return (str){0};
}

bool section_has(const section_reader *r, const char *name) {
  return r->status == DGM_OK && entry_of(r, name).len > 0;
}

bool section_get(section_reader *r, const char *name, str *out) {
  if (r->status != DGM_OK)
    return false;
  str entry = entry_of(r, name);
  if (!entry.len)
    return section_bad(r, name, "is missing");
  uint64_t at = number_at(entry, NAME, 8), size = number_at(entry, 24, 8);
  if (at > r->bytes.len || size > r->bytes.len - at || at % ALIGN)
    return section_bad(r, name, "lies outside the file");
  *out = (str){r->bytes.p + at, (uint32_t)size};
  return true;
}

bool section_array(section_reader *r, const char *name, size_t n, size_t size,
                   const void **out) {
  str s;
  if (!section_get(r, name, &s))
    return false;
  if (s.len / size != n || s.len % size)
    return section_bad(r, name, "has the wrong size");
  *out = s.p;
  return true;
}
