#include "export/clean.h"

static void field(buf *out, const char *name, str s) {
  buf_printf(out, "%s\"%s\":", out->p[out->len - 1] == '{' ? "" : ",", name);
  if (s.p)
    buf_json(out, s);
  else
    buf_add(out, S("null"));
}

void export_clean_text(buf *out, const article *a) {
  buf_add(out, a->text);
  buf_add(out, S("\n\n"));
}

static str body_of(const article *a) {
  uint32_t beg = a->title_len;
  while (beg < a->text.len && a->text.p[beg] == '\n')
    beg++;
  return str_slice(a->text, beg, a->text.len);
}

static void put_removed(buf *out, const article *a) {
  buf_add(out, S(",\"removed\":["));
  for (uint32_t i = 0; i < a->removed.n; i++) {
    const removed_span *r = &a->removed.at[i];
    buf_printf(out, "%s{\"span\":[%u,%u],\"why\":", i ? "," : "", r->at.beg,
               r->at.end);
    buf_json(out, r->why);
    buf_byte(out, '}');
  }
  buf_byte(out, ']');
}

static void put_map(buf *out, const article *a) {
  buf_add(out, S(",\"map\":["));
  for (uint32_t i = 0; i < a->map.n; i++)
    buf_printf(out, "%s[%u,%u,%u]", i ? "," : "", a->map.at[i].text,
               a->map.at[i].raw, a->map.at[i].len);
  buf_byte(out, ']');
}

void export_clean_json(buf *out, const article *a, const char *path) {
  const article_meta *m = &a->meta;
  char date[11];
  day d = a->dateline_day != NO_DAY ? a->dateline_day : m->published_day;
  if (d != NO_DAY)
    day_write(date, d);
  buf_byte(out, '{');
  field(out, "path", str_of(path));
  field(out, "title", m->title);
  field(out, "byline", m->byline);
  field(out, "outlet", m->outlet);
  field(out, "published", m->published);
  field(out, "date", d == NO_DAY ? (str){0} : (str){date, 10});
  field(out, "language", m->language);
  field(out, "body", body_of(a));
  put_removed(out, a);
  put_map(out, a);
  buf_add(out, S("}\n"));
}

void export_removed(buf *out, const article *a) {
  for (uint32_t i = 0; i < a->removed.n; i++) {
    const removed_span *r = &a->removed.at[i];
    buf_printf(out, "%-16.*s ", (int)r->why.len, r->why.p);
    str words = str_trim(str_slice(a->raw, r->at.beg, r->at.end));
    for (uint32_t k = 0; k < words.len; k++)
      buf_byte(out, words.p[k] == '\n' ? ' ' : words.p[k]);
    buf_byte(out, '\n');
  }
}
