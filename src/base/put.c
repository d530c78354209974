#include "base/put.h"

void put_sep(buf *b) {
  char last = b->len ? b->p[b->len - 1] : '{';
  if (last != '{' && last != '[' && last != ':' && last != ',')
    buf_byte(b, ',');
}

void put_key(buf *b, const char *name) {
  put_sep(b);
  buf_byte(b, '"');
  buf_add(b, str_of(name));
  buf_add(b, S("\":"));
}

void put_json(buf *b, const char *name, str json) {
  put_key(b, name);
  buf_add(b, json.p ? json : S("null"));
}

void put_text(buf *b, const char *name, str s) {
  put_key(b, name);
  if (s.p)
    buf_json(b, s);
  else
    buf_add(b, S("null"));
}

void put_number(buf *b, const char *name, int64_t v) {
  put_key(b, name);
  buf_i64(b, v);
}

void put_bool(buf *b, const char *name, bool v) {
  put_json(b, name, v ? S("true") : S("false"));
}

void put_day(buf *b, const char *name, day d) {
  char text[11];
  if (d != NO_DAY)
    day_write(text, d);
  put_text(b, name, d != NO_DAY ? (str){text, 10} : (str){NULL, 0});
}
