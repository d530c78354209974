#include "clean/clean.h"
#include "base/utf8.h"
#include "clean/head.h"
#include "clean/keep.h"
#include "clean/language.h"
#include "clean/meta.h"

enum {
  TEASER = 100, // words; a page that shows more shows the article
};

// What is known of one page while it is cleaned.
typedef struct {
  article *a;
  const chrome *words;
  blocks b;
  line_view *views;
  uint8_t *kept;
  page_meta meta; // of HTML
  uint32_t first, title;
  day published, modified;
} work;

static dgm_status check(const page *p, dgm_error *err) {
  if (p->bytes.len > PAGE_MAX)
    return error_set(err, DGM_ELIMIT, "the document is larger than 64 MB");
  uint32_t bad = utf8_bad(p->bytes);
  if (bad < p->bytes.len)
    return error_set(err, DGM_EFORMAT, "is not UTF-8 (byte %u)", bad + 1);
  if (p->bytes.len && memchr(p->bytes.p, 0, p->bytes.len))
    return error_set(err, DGM_EFORMAT, "holds a NUL byte: not text");
  if (!str_trim(p->bytes).len)
    return error_set(err, DGM_EFORMAT, "is empty");
  return DGM_OK;
}

static str day_text(arena *m, day d) {
  if (d == NO_DAY)
    return (str){0};
  char *out = arena_raw(m, 11);
  day_write(out, d);
  return (str){out, 10};
}

// A day as the input or the page's metadata write it.
static day read_day(const chrome *words, arena *m, str s) {
  if (!s.len)
    return NO_DAY;
  day d = day_read(s);
  return d != NO_DAY ? d : stamp_find(words, m, str_slice(s, 0, 80)).when;
}

static void set_published(work *w, day published, day modified) {
  article_meta *m = &w->a->meta;
  m->published_day = published;
  m->published = day_text(w->a->m, published);
  m->modified = day_text(w->a->m, modified);
}

// "en-GB" is "en".
static str short_language(arena *m, str s) {
  s = str_slice(str_trim(s), 0, 2);
  return utf8_lower(m, s);
}

static void set_language(work *w, const page *p) {
  article *a = w->a;
  a->meta.language = p->language.len ? short_language(a->m, p->language)
                                     : language_of(w->words, a->m, a->text);
}

static void set_dateline(work *w, str paragraph, uint32_t at) {
  article *a = w->a;
  span d = head_dateline(w->words, a->m, paragraph);
  if (d.end == d.beg)
    return;
  a->dateline = (span){at + d.beg, at + d.end};
  str s = str_slice(paragraph, d.beg, d.end);
  stamp whole = stamp_find(w->words, a->m, s);
  a->dateline_day =
      whole.when != NO_DAY
          ? whole.when
          : stamp_in_year(w->words, a->m, s, a->meta.published_day).when;
}

// Exports and feeds give title, blank line, body as clean text.
static bool opens_with_title(str text, str title) {
  return title.len && str_starts(text, title) &&
         str_starts(str_slice(text, title.len, text.len), S("\n\n"));
}

static dgm_status keep_all(work *w, const page *p) {
  article *a = w->a;
  uint32_t at = 0;
  a->text = p->bytes;
  a->one_sentence = p->format == DGM_SENTENCE;
  *vec_push(a->m, &a->map) = (text_run){0, 0, p->bytes.len};
  set_published(w, read_day(w->words, a->m, p->published), NO_DAY);
  while (at < a->text.len && strchr(" \t\r\n", a->text.p[at]))
    at++;
  if (opens_with_title(a->text, p->title)) {
    a->title_len = p->title.len;
    at = p->title.len + 2;
  }
  str rest = str_slice(a->text, at, a->text.len);
  set_dateline(w, str_cut(&rest, '\n'), at);
  return DGM_OK;
}

// Title again, byline and date lines go, whatever the classifier says.
static void drop_head(work *w) {
  str title = w->title == NO_BLOCK ? (str){0} : block_text(&w->b, w->title);
  for (uint32_t i = 0; i < w->b.list.n; i++) {
    const line_view *v = &w->views[i];
    bool again = title.len && str_eq(block_text(&w->b, i), title);
    bool stamp_line =
        (v->reason == CHROME_BYLINE || v->reason == CHROME_DATE) &&
        v->n_words < 12 && i <= w->first + 2;
    if (i == w->title || again || (stamp_line && i != w->first))
      w->kept[i] = 0;
  }
}

static void put(article *a, const blocks *b, uint32_t i, char *text,
                uint32_t *len) {
  const block *k = &b->list.at[i];
  uint32_t n = k->at.end - k->at.beg;
  memcpy(text + *len, b->text + k->at.beg, n);
  for (uint32_t r = k->run; r < k->run + k->n_runs; r++) {
    text_run run = b->runs.at[r];
    run.text = *len + (run.text - k->at.beg);
    *vec_push(a->m, &a->map) = run;
  }
  *len += n;
}

static str reason_at(const work *w, uint32_t i, uint32_t last) {
  const line_view *v = &w->views[i];
  if (w->title != NO_BLOCK &&
      str_eq(block_text(&w->b, i), block_text(&w->b, w->title)))
    return S("title again");
  if (v->reason != CHROME_NONE)
    return chrome_reason_name(v->reason);
  return i < w->first ? S("above the article")
         : i > last   ? S("below the article")
                      : S("inside the article");
}

static void remove_blocks(work *w) {
  article *a = w->a;
  uint32_t last = 0;
  for (uint32_t i = 0; i < w->b.list.n; i++)
    if (w->kept[i])
      last = i;
  for (uint32_t i = 0; i < w->b.list.n; i++)
    if (!w->kept[i] && i != w->title)
      *vec_push(a->m, &a->removed) =
          (removed_span){w->b.list.at[i].raw, reason_at(w, i, last)};
}

// Title, blank line, body.
static dgm_status assemble(work *w, dgm_error *err) {
  article *a = w->a;
  str known = w->meta.title;
  char *text =
      arena_raw(a->m, (size_t)w->b.len + 2 * w->b.list.n + known.len + 8);
  uint32_t len = 0, body = 0;
  if (w->title != NO_BLOCK) {
    put(a, &w->b, w->title, text, &len);
  } else if (known.len) {
    memcpy(text, known.p, known.len);
    len = known.len;
  }
  a->title_len = len;
  for (uint32_t i = 0; i < w->b.list.n; i++) {
    if (!w->kept[i])
      continue;
    if (len) {
      memcpy(text + len, "\n\n", 2);
      len += 2;
    }
    uint32_t at = len;
    put(a, &w->b, i, text, &len);
    if (!body++)
      set_dateline(w, (str){text + at, len - at}, at);
  }
  a->text = (str){text, len};
  remove_blocks(w);
  return body ? DGM_OK
              : error_set(err, DGM_EFORMAT, "no article was found in it");
}

static void find_dates(work *w, const head_view *h, const page *p) {
  arena *m = w->a->m;
  day modified;
  day seen = head_published(h, &modified);
  str url = w->a->meta.canonical.len ? w->a->meta.canonical : w->a->meta.url;
  const day told[] = {read_day(w->words, m, p->published),
                      read_day(w->words, m, w->meta.published),
                      meta_url_day(url), read_day(w->words, m, w->meta.time),
                      seen,
                      // A page is no younger than its copy in an archive, and
                      // archives of news fetch within hours.
                      read_day(w->words, m, p->fetched)};
  day published = NO_DAY;
  for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
    if (published == NO_DAY)
      published = told[i];
  day later = read_day(w->words, m, w->meta.modified);
  set_published(w, published, later != NO_DAY ? later : modified);
}

static str pick(str given, str found) {
  return given.p ? given : found;
}

static void set_meta(work *w, const head_view *h, const page *p) {
  article_meta *m = &w->a->meta;
  span by = head_byline(h, w->title);
  m->title = pick(p->title, w->title == NO_BLOCK ? w->meta.title
                                                 : block_text(&w->b, w->title));
  m->byline = pick(p->byline, w->meta.byline);
  if (!m->byline.len && by.end > by.beg)
    m->byline = (str){w->b.text + by.beg, by.end - by.beg};
  m->outlet = pick(p->outlet, w->meta.outlet);
  m->section = pick(p->section, w->meta.section);
  m->canonical = w->meta.canonical;
}

// A page of one paragraph has no title.
static void keep_only_block(work *w, const page *p) {
  if (w->title == NO_BLOCK || memchr(w->kept, 1, w->b.list.n))
    return;
  w->kept[w->title] = 1;
  w->title = NO_BLOCK;
  w->a->meta.title = pick(p->title, w->meta.title);
}

static uint32_t words_kept(const work *w) {
  uint32_t words = 0;
  for (uint32_t i = 0; i < w->b.list.n; i++)
    words += w->kept[i] ? w->views[i].n_words : 0;
  return words;
}

static void judge(work *w) {
  w->views = features_find(&w->b, w->words);
  w->kept = keep_blocks(&w->b, w->views, &w->words->lines, w->meta.body);
}

// A page that shows little more than a teaser may hold the article in its data.
static void look_into_data(work *w) {
  uint32_t shown = words_kept(w);
  work other = *w;
  if (shown >= TEASER)
    return;
  other.meta.body = (str){0};
  blocks_init(&other.b, w->a->m, w->b.raw);
  blocks_from_data(&other.b, w->words);
  if (!other.b.list.n)
    return;
  judge(&other);
  if (words_kept(&other) > 2 * shown)
    *w = other;
}

static dgm_status clean_blocks(work *w, const page *p, dgm_error *err) {
  blocks_init(&w->b, w->a->m, p->bytes);
  if (p->format == DGM_HTML) {
    w->meta = meta_read(w->a->m, p->bytes);
    blocks_from_html(&w->b, w->words);
  } else {
    blocks_from_text(&w->b);
  }
  if (w->b.full)
    return error_set(err, DGM_ELIMIT, "has more lines than any article (%d)",
                     BLOCKS_MOST);
  judge(w);
  if (w->b.html)
    look_into_data(w);
  w->first = head_first(&w->b, w->views, w->kept);
  head_view h = {&w->b, w->views, w->kept, w->words, w->first};
  w->title = head_title(&h, pick(p->title, w->meta.title));
  set_meta(w, &h, p);
  find_dates(w, &h, p);
  drop_head(w);
  keep_only_block(w, p);
  return assemble(w, err);
}

dgm_status clean_page(article *a, const codebook *cb, const page *p,
                      dgm_error *err) {
  dgm_status status = check(p, err);
  if (status)
    return status;
  work *w = arena_new(a->m, work, 1);
  w->a = a;
  w->words = &cb->page;
  w->title = NO_BLOCK;
  a->raw = p->bytes;
  a->dateline_day = NO_DAY;
  a->meta.id = p->id;
  a->meta.url = p->url;
  a->meta.title = p->title;
  a->meta.outlet = p->outlet;
  a->meta.byline = p->byline;
  a->meta.section = p->section;
  bool clean = p->format == DGM_CLEAN || p->format == DGM_SENTENCE;
  status = clean ? keep_all(w, p) : clean_blocks(w, p, err);
  if (!status)
    set_language(w, p);
  return status;
}
