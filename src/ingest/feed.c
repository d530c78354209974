#include "ingest/feed.h"
#include "ingest/html.h"

static bool is_item(str name) {
  return str_eq(name, S("item")) || str_eq(name, S("entry"));
}

bool feed_begins(str bytes) {
  str root = xml_root(bytes);
  return str_eq(root, S("rss")) || str_eq(root, S("feed")) ||
         str_eq(root, S("rdf:RDF"));
}

// Reads what stands before the first item.
void feed_open(feed_reader *r, arena *m, str bytes) {
  *r = (feed_reader){.x = {bytes, 0}};
  xml_token t;
  for (;;) {
    uint32_t before = r->x.at;
    if (!xml_next(&r->x, &t))
      return;
    if (t.kind != XML_OPEN)
      continue;
    if (is_item(t.name)) {
      r->x.at = before;
      return;
    }
    if (str_eq(t.name, S("image"))) // has a title of its own
      xml_content(m, &r->x, &t, is_item);
    if (str_eq(t.name, S("title")) && !r->outlet.p)
      r->outlet = str_trim(xml_content(m, &r->x, &t, is_item));
  }
}

typedef struct {
  str content, summary;
  str updated; // where nothing says when it was published
} item_parts;

static bool is_any(str name, const char *const *names) {
  for (; *names; names++)
    if (str_eq(name, str_of(*names)))
      return true;
  return false;
}

// Where an element's content belongs; NULL: nowhere.
static str *place_of(str name, record *out, item_parts *parts) {
  static const struct {
    const char *const names[4];
    record_field field;
  } fields[] = {
      {{"title"}, FIELD_TITLE},
      {{"guid", "id"}, FIELD_ID},
      {{"pubDate", "published", "dc:date"}, FIELD_PUBLISHED},
      {{"dc:creator", "author", "name"}, FIELD_BYLINE},
      {{"category", "dc:subject"}, FIELD_SECTION},
  };
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    if (is_any(name, fields[i].names))
      return &out->field[fields[i].field];
  if (str_eq(name, S("content:encoded")) || str_eq(name, S("content")))
    return &parts->content;
  if (str_eq(name, S("description")) || str_eq(name, S("summary")))
    return &parts->summary;
  return str_eq(name, S("updated")) ? &parts->updated : NULL;
}

static void read_link(feed_reader *r, arena *m, const xml_token *t,
                      record *out) {
  str rel = xml_attribute(m, t, "rel"), href = xml_attribute(m, t, "href");
  str url = href.p ? href : str_trim(xml_content(m, &r->x, t, is_item));
  bool page = !rel.p || str_eq(rel, S("alternate"));
  if (page && url.len && !out->field[FIELD_URL].p)
    out->field[FIELD_URL] = url;
}

// A tag of an item.
static void read_part(feed_reader *r, arena *m, const xml_token *t, record *out,
                      item_parts *parts) {
  if (str_eq(t->name, S("link"))) {
    read_link(r, m, t, out);
    return;
  }
  str *to = place_of(t->name, out, parts);
  if (!to)
    return;
  xml_token inner;
  xml ahead = r->x;
  if (to == &out->field[FIELD_BYLINE] && xml_next(&ahead, &inner) &&
      (inner.kind == XML_OPEN || !str_trim(inner.text).len))
    return; // Atom: <author><name>
  str value = str_trim(xml_content(m, &r->x, t, is_item));
  if (value.len && !to->p)
    *to = value;
}

static bool has_tags(str s) {
  for (uint32_t at = 0; at + 1 < s.len; at++)
    if (s.p[at] == '<' && (s.p[at + 1] == '/' || ((s.p[at + 1] | 32) >= 'a' &&
                                                  (s.p[at + 1] | 32) <= 'z')))
      return true;
  return false;
}

static uint32_t put(char *to, uint32_t at, str s) {
  if (s.len)
    memcpy(to + at, s.p, s.len);
  return at + s.len;
}

// Title and content as one document.
static void make_text(arena *m, record *out, str content) {
  bool page = has_tags(content);
  str title = out->field[FIELD_TITLE];
  if (title.p)
    title = out->field[FIELD_TITLE] = html_decode(m, title);
  bool heading = page && title.len;
  char *p = arena_raw(m, (size_t)title.len * 5 + content.len + 16);
  uint32_t n = heading ? put(p, 0, S("<h1>")) : 0;
  for (uint32_t i = 0; i < title.len; i++) {
    bool tag = page && title.p[i] == '<';
    bool entity = page && title.p[i] == '&';
    n = put(p, n,
            tag      ? S("&lt;")
            : entity ? S("&amp;")
                     : str_slice(title, i, i + 1));
  }
  n = put(p, n, heading ? S("</h1>\n") : title.len ? S("\n\n") : S(""));
  n = put(p, n, content);
  out->field[FIELD_TEXT] = (str){p, n};
  out->kind = page ? INPUT_HTML : INPUT_CLEAN;
}

// Reads up to the item's end, or the next item's beginning.
static void read_item(feed_reader *r, arena *m, record *out,
                      item_parts *parts) {
  xml_token t;
  for (;;) {
    uint32_t before = r->x.at;
    if (!xml_next(&r->x, &t))
      return;
    if (is_item(t.name)) {
      if (t.kind == XML_OPEN)
        r->x.at = before;
      return;
    }
    if (t.kind == XML_OPEN)
      read_part(r, m, &t, out, parts);
  }
}

bool feed_next(feed_reader *r, arena *m, record *out) {
  xml_token t;
  for (;;) {
    *out = (record){0};
    do
      if (!xml_next(&r->x, &t))
        return false;
    while (t.kind != XML_OPEN || !is_item(t.name));
    if (t.empty)
      continue;
    item_parts parts = {0};
    out->place.offset = t.beg;
    read_item(r, m, out, &parts);
    str content = parts.content.p ? parts.content : parts.summary;
    if (!content.len && !out->field[FIELD_TITLE].len)
      continue;
    out->field[FIELD_OUTLET] = r->outlet;
    if (!out->field[FIELD_PUBLISHED].p)
      out->field[FIELD_PUBLISHED] = parts.updated;
    make_text(m, out, content);
    return true;
  }
}
