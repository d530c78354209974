#include "ingest/record.h"

str record_field_name(record_field f) {
  static const str names[N_FIELDS] = {
      {"text", 4},    {"id", 2},      {"title", 5},    {"published", 9},
      {"url", 3},     {"outlet", 6},  {"language", 8}, {"byline", 6},
      {"section", 7}, {"fetched", 7}, {"charset", 7}};
  return names[f];
}

str record_one_line(arena *m, str s) {
  char *p = arena_raw(m, s.len + 1);
  uint32_t n = 0;
  for (uint32_t i = 0; i < s.len; i++) {
    bool blank = s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r');
    if (!blank || (n && p[n - 1] != ' '))
      p[n++] = blank ? ' ' : s.p[i];
  }
  return str_trim((str){p, n});
}
