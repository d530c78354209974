#include "ingest/xml.h"
#include "base/utf8.h"
#include "ingest/html.h"

// Goes behind the next `end`, or to the end of the document.
static void skip_past(xml *x, str end) {
  str rest = str_slice(x->s, x->at, x->s.len);
  uint32_t at = str_find(rest, end);
  x->at = at == UINT32_MAX ? x->s.len : x->at + at + end.len;
}

// <!DOCTYPE … [ … ]>: brackets hold declarations, which end in > themselves.
static void skip_declaration(xml *x) {
  uint32_t depth = 0;
  for (; x->at < x->s.len; x->at++) {
    char c = x->s.p[x->at];
    depth += c == '[';
    depth -= c == ']' && depth;
    if (c == '>' && !depth) {
      x->at++;
      return;
    }
  }
}

// Where a tag that begins at `at` ends: at its >, outside of quotes.
static uint32_t tag_end(str s, uint32_t at) {
  char quote = 0;
  for (; at < s.len; at++) {
    char c = s.p[at];
    if (quote ? c == quote : c == '>') {
      if (!quote)
        return at;
      quote = 0;
    } else if (!quote && (c == '"' || c == '\'')) {
      quote = c;
    }
  }
  return s.len;
}

static bool in_name(char c) {
  return !strchr(" \t\r\n/>=", c);
}

static void read_tag(xml *x, xml_token *t) {
  t->beg = x->at;
  bool close = x->at + 1 < x->s.len && x->s.p[x->at + 1] == '/';
  uint32_t beg = x->at + 1 + close, end = beg;
  uint32_t stop = tag_end(x->s, beg);
  while (end < stop && in_name(x->s.p[end]))
    end++;
  t->kind = close ? XML_CLOSE : XML_OPEN;
  t->name = str_slice(x->s, beg, end);
  t->empty = !close && stop > end && x->s.p[stop - 1] == '/';
  t->attributes = str_slice(x->s, end, stop - t->empty);
  x->at = stop < x->s.len ? stop + 1 : stop;
  t->end = x->at;
}

static void read_text(xml *x, xml_token *t) {
  str rest = str_slice(x->s, x->at + 1, x->s.len);
  const char *stop = rest.len ? memchr(rest.p, '<', rest.len) : NULL;
  t->kind = XML_TEXT;
  t->beg = x->at;
  t->end = stop ? (uint32_t)(stop - x->s.p) : x->s.len;
  t->text = str_slice(x->s, t->beg, t->end);
  x->at = t->end;
}

static void read_cdata(xml *x, xml_token *t) {
  t->kind = XML_CDATA;
  t->beg = x->at;
  x->at += 9;
  uint32_t beg = x->at;
  skip_past(x, S("]]>"));
  t->end = x->at;
  bool closed =
      x->at >= beg + 3 && str_eq(str_slice(x->s, x->at - 3, x->at), S("]]>"));
  t->text = str_slice(x->s, beg, closed ? x->at - 3 : x->at);
}

static bool opens_tag(str here) {
  return here.len > 1 && here.p[0] == '<' && !strchr(" \t\r\n<=", here.p[1]);
}

bool xml_next(xml *x, xml_token *t) {
  *t = (xml_token){0};
  while (x->at < x->s.len) {
    str here = str_slice(x->s, x->at, x->at + 9);
    if (str_starts(here, S("<!--")))
      skip_past(x, S("-->"));
    else if (str_starts(here, S("<?")))
      skip_past(x, S("?>"));
    else if (str_eq(here, S("<![CDATA["))) {
      read_cdata(x, t);
      return true;
    } else if (str_starts(here, S("<!")))
      skip_declaration(x);
    else if (opens_tag(here)) {
      read_tag(x, t);
      return true;
    } else {
      read_text(x, t);
      return true;
    }
  }
  return false;
}

str xml_decode(arena *m, str s) {
  if (!s.len || !memchr(s.p, '&', s.len))
    return s;
  char *p = arena_raw(m, (size_t)s.len + 4);
  uint32_t n = 0, len;
  for (uint32_t at = 0; at < s.len;) {
    uint32_t cp = s.p[at] == '&' ? html_entity(s, at, &len) : 0;
    if (cp) {
      n += utf8_put(p + n, cp); // never longer than the entity
      at += len;
    } else {
      p[n++] = s.p[at++];
    }
  }
  return (str){p, n};
}

str xml_attribute(arena *m, const xml_token *t, const char *name) {
  str rest = t->attributes, key, value;
  while (html_attribute(&rest, &key, &value))
    if (str_eq(key, str_of(name)))
      return value.p ? xml_decode(m, value) : (str){"", 0};
  return (str){NULL, 0};
}

// Joins the texts of a run that has no tags.
static str join_texts(arena *m, str run) {
  xml x = {run, 0};
  xml_token t;
  str first = {NULL, 0};
  char *out = NULL;
  uint32_t n = 0;
  while (xml_next(&x, &t)) {
    if (t.kind == XML_CLOSE)
      continue; // of a tag that was never opened
    str text = t.kind == XML_TEXT ? xml_decode(m, t.text) : t.text;
    if (!first.p) {
      first = text;
      continue;
    }
    if (!out) {
      out = arena_raw(m, (size_t)run.len + first.len);
      memcpy(out, first.p, first.len);
      n = first.len;
    }
    if (text.len)
      memcpy(out + n, text.p, text.len);
    n += text.len;
  }
  return out ? (str){out, n} : first.p ? first : (str){"", 0};
}

str xml_content(arena *m, xml *x, const xml_token *open,
                bool (*stops)(str name)) {
  uint32_t beg = x->at, end = beg, depth = 1;
  bool markup = false;
  xml_token t;
  while (!open->empty && depth) {
    end = x->at;
    if (!xml_next(x, &t))
      break;
    if (t.name.p && stops && stops(t.name)) {
      x->at = end;
      break;
    }
    markup |= t.kind == XML_OPEN;
    if (!str_eq(t.name, open->name) || t.empty)
      continue;
    depth += t.kind == XML_OPEN;
    depth -= t.kind == XML_CLOSE;
  }
  str run = str_slice(x->s, beg, end);
  return markup ? run : join_texts(m, run);
}

str xml_root(str bytes) {
  xml x = {bytes, 0};
  xml_token t;
  while (xml_next(&x, &t))
    if (t.kind != XML_TEXT || str_trim(t.text).len)
      return t.kind == XML_OPEN ? t.name : (str){"", 0};
  return (str){"", 0};
}
