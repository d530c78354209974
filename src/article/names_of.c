#include "article/names_of.h"

// ORDER FACTUALITY
str factuality_name(factuality f) {
  static const char *const names[] = {"actual", "planned", "hypothetical",
                                      "negated"};
  return str_of(names[f]);
}

// ORDER PRECISION
str precision_name(date_precision p) {
  static const char *const names[] = {"day",  "week",  "month", "quarter",
                                      "year", "range", "open"};
  return str_of(names[p]);
}

// ORDER DATE_SOURCE
str date_source_name(date_source s) {
  static const char *const names[] = {"text", "report", "none"};
  return str_of(names[s]);
}

// ORDER QUOTE_KIND
str quote_kind_name(quote_kind k) {
  static const char *const names[] = {"direct", "indirect", "mixed"};
  return str_of(names[k]);
}

// ORDER MENTION_BY
str mention_by_name(mention_by b) {
  static const char *const names[] = {"name",    "title",   "role",
                                      "pronoun", "metonym", "demonym",
                                      "implied", "none"};
  return str_of(names[b]);
}

// ORDER MENTION_TYPE
str mention_type_name(mention_type t) {
  static const char *const names[] = {
      "person", "organization", "place",  "event", "time",
      "object", "abstract",     "animal", "plant", "substance"};
  return str_of(names[t]);
}

str timex_type_name(timex_type t) {
  static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
  return str_of(names[t]);
}
