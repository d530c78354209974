#ifndef ARTICLE_NAMES_OF_H
#define ARTICLE_NAMES_OF_H

// The record's enumerations as the words that the record format fixes.

#include "article/event.h"

str factuality_name(factuality f);
str precision_name(date_precision p);
str date_source_name(date_source s);
str quote_kind_name(quote_kind k);
str mention_by_name(mention_by b);
str mention_type_name(mention_type t);
str timex_type_name(timex_type t);

#endif
