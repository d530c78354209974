#include "ingest/record.h"

str record_field_name(record_field f) {
  static const str names[N_FIELDS] = {
      {"text", 4},    {"id", 2},      {"title", 5},    {"published", 9},
      {"url", 3},     {"outlet", 6},  {"language", 8}, {"byline", 6},
      {"section", 7}, {"fetched", 7}, {"charset", 7}};
  return names[f];
}
