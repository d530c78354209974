#include "export/column.h"
#include "base/date.h"
#include "export/choose.h"
#include "export/dialect.h"
#include "export/event.h"

static column_value text_value(str s) {
  return (column_value){.kind = s.p ? VALUE_TEXT : VALUE_NULL, .text = s};
}

static column_value whole_value(int64_t v, bool there) {
  return (column_value){.kind = there ? VALUE_WHOLE : VALUE_NULL, .whole = v};
}

static column_value real_value(double v, bool there) {
  return (column_value){.kind = there ? VALUE_REAL : VALUE_NULL, .real = v};
}

static str join(buf *scratch, const dgm_str *list, uint32_t n) {
  buf_clear(scratch);
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_byte(scratch, ';');
    buf_add(scratch, str_from(list[i]));
  }
  return scratch->len ? buf_str(scratch) : S("");
}

static column_value text_of(const column_from *from, const char *base,
                            buf *scratch) {
  const void *v = base + from->at;
  switch (from->kind) {
  case FROM_HEX:
    return text_value((str){*(const char *)v ? v : NULL, 32});
  case FROM_TEXTS:
    return text_value(
        join(scratch, *(const dgm_str *const *)v,
             *(const uint32_t *)(const void *)(base + from->count)));
  case FROM_LABEL:
    return text_value(str_from(actor_label(v)));
  case FROM_SPEAKER:
    return text_value(str_from(actor_label(&((const dgm_speech *)v)->speaker)));
  default:
    return text_value(str_from(*(const dgm_str *)v));
  }
}

column_value column_read(const column_from *from, const void *base,
                         buf *scratch) {
  const char *at = (const char *)base;
  const void *v = at + from->at;
  switch (from->kind) {
  case FROM_DAY: {
    day d = choose_day(*(const dgm_str *)v);
    return whole_value(d, d != NO_DAY);
  }
  case FROM_WHOLE:
    return whole_value(*(const uint32_t *)v, true);
  case FROM_COUNT:
    return whole_value(*(const uint32_t *)v, *(const uint32_t *)v != 0);
  case FROM_BIG:
    return whole_value((int64_t) * (const uint64_t *)v,
                       *(const uint64_t *)v != 0);
  case FROM_REAL:
    return real_value(*(const double *)v, true);
  case FROM_HIGH:
    return real_value(*(const double *)v, *(const double *)v >= 0);
  case FROM_IF:
    return real_value(*(const double *)v, *(const bool *)(at + from->count));
  case FROM_BOOL:
    return (column_value){.kind = VALUE_BOOL, .whole = *(const bool *)v};
  default:
    return text_of(from, at, scratch);
  }
}

uint32_t column_elements(const char **first, const column_list *in,
                         const export_record *r) {
  const char *base = (const char *)(const void *)r;
  *first = base;
  if (!in->size)
    return 1;
  *first = *(const char *const *)(const void *)(base + in->list);
  return *(const uint32_t *)(const void *)(base + in->count);
}
