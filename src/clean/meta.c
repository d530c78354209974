// Sources by trust: JSON-LD of an article, then Open Graph and the other meta
// elements, then microdata and time elements.

#include "clean/meta.h"
#include "clean/meta_ld.h"
#include "ingest/html.h"

typedef enum {
  META_TITLE,
  META_OUTLET,
  META_PUBLISHED,
  META_MODIFIED,
  META_BYLINE,
  META_SECTION,
  META_URL,
  N_META
} meta_field;

// Names of meta elements (name, property or itemprop) by use among publishers;
// an earlier row beats a later one.
static const struct {
  const char *name;
  meta_field field;
} names[] = {
    {"og:title", META_TITLE},
    {"twitter:title", META_TITLE},
    {"dc.title", META_TITLE},
    {"headline", META_TITLE},
    {"og:site_name", META_OUTLET},
    {"application-name", META_OUTLET},
    {"article:published_time", META_PUBLISHED},
    {"og:article:published_time", META_PUBLISHED},
    {"datepublished", META_PUBLISHED},
    {"parsely-pub-date", META_PUBLISHED},
    {"sailthru.date", META_PUBLISHED},
    {"dc.date.issued", META_PUBLISHED},
    {"dcterms.created", META_PUBLISHED},
    {"pubdate", META_PUBLISHED},
    {"publishdate", META_PUBLISHED},
    {"publish-date", META_PUBLISHED},
    {"publication_date", META_PUBLISHED},
    {"article.published", META_PUBLISHED},
    {"dc.date", META_PUBLISHED},
    {"date", META_PUBLISHED},
    {"article:modified_time", META_MODIFIED},
    {"og:updated_time", META_MODIFIED},
    {"datemodified", META_MODIFIED},
    {"lastmod", META_MODIFIED},
    {"author", META_BYLINE},
    {"parsely-author", META_BYLINE},
    {"article:author_name", META_BYLINE},
    {"dc.creator", META_BYLINE},
    {"article:section", META_SECTION},
    {"parsely-section", META_SECTION},
    {"og:url", META_URL},
};
enum { N_NAMES = sizeof names / sizeof names[0] };

typedef struct {
  arena *m;
  str found[N_META];
  uint32_t rank[N_META]; // row of names that it came from
  str title, link, language, time;
  ld_article ld;
} reader;

static void offer(reader *r, str name, str content) {
  for (uint32_t i = 0; i < N_NAMES; i++) {
    if (!html_is(name, names[i].name))
      continue;
    meta_field f = names[i].field;
    if (!r->found[f].p || i < r->rank[f]) {
      r->found[f] = html_decode(r->m, content);
      r->rank[f] = i;
    }
    return;
  }
}

// A meta element, or any element with itemprop and a content or datetime.
static void read_meta(reader *r, const html_token *t) {
  str rest = t->attributes, name, value, key = {0}, content = {0};
  while (html_attribute(&rest, &name, &value)) {
    if (html_is(name, "name") || html_is(name, "property") ||
        html_is(name, "itemprop"))
      key = value;
    else if (html_is(name, "content") || html_is(name, "datetime"))
      content = value;
  }
  if (key.len && content.len)
    offer(r, key, content);
}

static void read_link(reader *r, const html_token *t) {
  str rest = t->attributes, name, value, href = {0};
  bool canonical = false;
  while (html_attribute(&rest, &name, &value)) {
    if (html_is(name, "rel"))
      canonical = html_is(value, "canonical");
    else if (html_is(name, "href"))
      href = value;
  }
  if (canonical && !r->link.p)
    r->link = html_decode(r->m, href);
}

static void read_language(reader *r, const html_token *t) {
  str rest = t->attributes, name, value;
  while (html_attribute(&rest, &name, &value))
    if (html_is(name, "lang") || (html_is(name, "xml:lang") && !r->language.p))
      r->language = value;
}

static void read_time(reader *r, const html_token *t) {
  str rest = t->attributes, name, value;
  read_meta(r, t);
  while (!r->time.p && html_attribute(&rest, &name, &value))
    if (html_is(name, "datetime") && value.len)
      r->time = value;
}

static bool is_linked_data(const html_token *t) {
  str rest = t->attributes, name, value;
  while (html_attribute(&rest, &name, &value))
    if (html_is(name, "type") && html_is(value, "application/ld+json"))
      return true;
  return false;
}

static void read_tag(reader *r, const html_token *t) {
  if (!strcmp(t->name, "meta") || !strcmp(t->name, "span"))
    read_meta(r, t);
  else if (!strcmp(t->name, "link"))
    read_link(r, t);
  else if (!strcmp(t->name, "html"))
    read_language(r, t);
  else if (!strcmp(t->name, "time"))
    read_time(r, t);
}

static str first_of(str a, str b) {
  return a.len ? a : b;
}

static page_meta gather(const reader *r) {
  const ld_article *ld = &r->ld;
  return (page_meta){
      .title = first_of(first_of(ld->title, r->found[META_TITLE]), r->title),
      .byline = first_of(ld->byline, r->found[META_BYLINE]),
      .outlet = first_of(r->found[META_OUTLET], ld->outlet),
      .section = first_of(r->found[META_SECTION], ld->section),
      .canonical = first_of(r->link, r->found[META_URL]),
      .language = r->language,
      .published = first_of(ld->published, r->found[META_PUBLISHED]),
      .modified = first_of(ld->modified, r->found[META_MODIFIED]),
      .time = r->time,
      .body = ld->body};
}

page_meta meta_read(arena *m, str page) {
  reader r = {.m = m};
  html h = html_open(page);
  html_token t;
  bool linked_data = false;
  while (html_next(&h, &t)) {
    str text = str_slice(page, t.beg, t.end);
    if (t.kind == HTML_OPEN) {
      read_tag(&r, &t);
      linked_data = !strcmp(t.name, "script") && is_linked_data(&t);
    } else if (t.kind == HTML_RAW && linked_data) {
      ld_read(&r.ld, m, text);
    } else if (t.kind == HTML_TEXT && !r.title.p && !strcmp(t.name, "title")) {
      r.title = html_decode(m, text);
    }
  }
  return gather(&r);
}

static bool digits_at(str s, uint32_t at, uint32_t n, int *out) {
  *out = 0;
  for (uint32_t i = at; i < at + n; i++) {
    if (i >= s.len || s.p[i] < '0' || s.p[i] > '9')
      return false;
    *out = *out * 10 + (s.p[i] - '0');
  }
  return true;
}

day meta_url_day(str url) {
  int y, m, d;
  for (uint32_t i = 1; i + 10 <= url.len; i++) {
    char sign = url.p[i + 4];
    if ((url.p[i - 1] != '/' && url.p[i - 1] != '-') ||
        (sign != '/' && sign != '-') || url.p[i + 7] != sign)
      continue;
    if (digits_at(url, i, 4, &y) && digits_at(url, i + 5, 2, &m) &&
        digits_at(url, i + 8, 2, &d) && y >= 1990 && y < 2100 && m >= 1 &&
        m <= 12 && d >= 1 && d <= month_days(y, m))
      return day_of(y, m, d);
  }
  return NO_DAY;
}
