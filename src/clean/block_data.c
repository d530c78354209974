// Text that stands in a page's scripts alone (Next.js and AMP data, JSON-LD).
//
// Strings of JSON are told by their quotes, whatever is around them, so that
// assignments and broken objects are read too. The name of a string's member
// says what it holds: the strings whose name holds most prose together are the
// article, be it one "articleBody" or a "content" a paragraph. Escapes and the
// HTML inside are decoded, and every run leads back to the page's bytes.

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/feature.h"
#include "ingest/html.h"
#include <stddef.h>

enum {
  LEAST_BYTES = 60,    // shorter strings are names and labels
  LEAST_SPACES = 8,    // so are those of fewer words
  STRINGS_MOST = 4096, // of a page; the longest of 960 has 1,552 lines
  GROUPS_MOST = 256,   // names that hold such strings in one page
};

typedef struct {
  uint32_t beg, end; // bytes of the page between the quotes
  uint32_t group;
  bool twin; // the same bytes stand in an earlier one
} text_string;

typedef struct {
  uint64_t name; // hash
  uint32_t words;
} group;

typedef struct {
  blocks *b;
  const chrome *words;
  VEC(text_string) strings;
  VEC(group) groups;
  map seen;
} reader;

// A string as it reads, and from where in the page its pieces are.
typedef struct {
  str text;
  VEC(text_run) runs;
} decoded;

// Behind the string that begins at i: at its closing quote or the end.
static uint32_t string_end(str s, uint32_t i) {
  while (i < s.len && s.p[i] != '"')
    i += s.p[i] == '\\' ? 2 : 1;
  return i < s.len ? i : s.len;
}

static uint32_t hex_value(str s, uint32_t at) {
  uint32_t cp = 0;
  for (uint32_t i = at; i < at + 4; i++) {
    char c = i < s.len ? s.p[i] : 'x';
    uint32_t d = c >= '0' && c <= '9'                 ? (uint32_t)c - '0'
                 : (c | 32) >= 'a' && (c | 32) <= 'f' ? ((uint32_t)c | 32) - 87
                                                      : 16;
    if (d > 15)
      return UINT32_MAX;
    cp = cp << 4 | d;
  }
  return cp;
}

// The character of an escape at s.p[i], a backslash; *n bytes. What is none
// stands for itself.
static uint32_t read_escape(str s, uint32_t i, uint32_t *n) {
  char c = i + 1 < s.len ? s.p[i + 1] : ' ';
  *n = 2;
  if (c != 'u')
    return c == 'n' ? '\n' : strchr("btfr", c) ? ' ' : (uint32_t)c;
  uint32_t cp = hex_value(s, i + 2);
  if (cp == UINT32_MAX)
    return (uint32_t)c;
  *n = 6;
  if (cp < 0xD800 || cp > 0xDFFF)
    return cp ? cp : ' ';
  uint32_t low = i + 7 < s.len && s.p[i + 6] == '\\' && s.p[i + 7] == 'u'
                     ? hex_value(s, i + 8)
                     : 0;
  if (cp > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
    return 0xFFFD;
  *n = 12;
  return 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
}

static decoded decode(arena *m, str page, uint32_t beg, uint32_t end) {
  decoded d = {0};
  str s = {page.p, end};
  char *p = arena_raw(m, (size_t)(end - beg) + 4); // an escape never grows
  uint32_t len = 0;
  for (uint32_t i = beg, n; i < end; i += n) {
    const char *next = memchr(s.p + i, '\\', end - i);
    n = next ? (uint32_t)(next - (s.p + i)) : end - i;
    if (n) {
      *vec_push(m, &d.runs) = (text_run){len, i, n};
      memcpy(p + len, s.p + i, n);
      len += n;
    } else {
      // A backslash before what is no ASCII stands for nothing.
      uint32_t cp = ' ';
      n = 1;
      if (i + 1 < end && (unsigned char)s.p[i + 1] < 0x80)
        cp = read_escape(s, i, &n);
      len += utf8_put(p + len, cp);
    }
  }
  d.text = (str){p, len};
  return d;
}

static bool has_tags(str s) {
  for (uint32_t i = 0; i + 1 < s.len; i++)
    if (s.p[i] == '<' && (s.p[i + 1] == '/' || (s.p[i + 1] | 32) == 'p' ||
                          (s.p[i + 1] | 32) == 'd' || (s.p[i + 1] | 32) == 'b'))
      return true;
  return false;
}

static blocks read_string(arena *m, str text, const chrome *words) {
  blocks b;
  blocks_init(&b, m, text);
  if (has_tags(text))
    blocks_from_html(&b, words);
  else
    blocks_from_text(&b);
  return b;
}

static uint32_t count_prose(reader *r, const text_string *s) {
  arena *m = r->b->m;
  arena_mark here = arena_here(m);
  decoded d = decode(m, r->b->raw, s->beg, s->end);
  blocks b = read_string(m, d.text, r->words);
  const line_view *v = features_find(&b, r->words);
  uint32_t words = 0;
  for (uint32_t i = 0; i < b.list.n; i++)
    words += v[i].prose ? v[i].n_words : 0;
  arena_back(m, here);
  return words;
}

static bool may_be_text(str s) {
  uint32_t spaces = 0;
  for (uint32_t i = 0; i < s.len && spaces < LEAST_SPACES; i++)
    spaces += s.p[i] == ' ';
  return s.len >= LEAST_BYTES && spaces == LEAST_SPACES;
}

static uint32_t group_of(reader *r, str name) {
  uint64_t hash = hash64(name);
  uint32_t i = 0;
  while (i < r->groups.n && r->groups.at[i].name != hash)
    i++;
  if (i == r->groups.n && i < GROUPS_MOST)
    *vec_push(r->b->m, &r->groups) = (group){hash, 0};
  return i;
}

static void add_string(reader *r, str name, uint32_t beg, uint32_t end) {
  arena *m = r->b->m;
  str s = str_slice(r->b->raw, beg, end);
  if (r->strings.n == STRINGS_MOST || !may_be_text(s))
    return;
  uint32_t g = group_of(r, name);
  if (g == GROUPS_MOST)
    return;
  bool twin = map_put(&r->seen, m, s, 1) != NO_VALUE;
  text_string *t = vec_push(m, &r->strings);
  *t = (text_string){beg, end, g, twin};
  if (!twin)
    r->groups.at[g].words += count_prose(r, t);
}

// All strings of a script, each with the member's name in front of it.
static void read_script(reader *r, uint32_t beg, uint32_t end) {
  str s = {r->b->raw.p, end}, name = {"", 0};
  uint32_t i = str_find(str_slice(s, beg, end), S("{\""));
  for (i = i == UINT32_MAX ? end : beg + i + 1; i < end;) {
    const char *open = memchr(s.p + i, '"', end - i);
    uint32_t from = open ? (uint32_t)(open - s.p) + 1 : end;
    uint32_t to = from < end ? string_end(s, from) : end;
    i = to + 1;
    uint32_t after = i;
    while (after < end && s.p[after] == ' ')
      after++;
    if (after < end && s.p[after] == ':')
      name = str_slice(s, from, to);
    else if (to < end)
      add_string(r, name, from, to);
  }
}

// Puts bytes [beg, end) of the decoded string, which a run of its blocks leads
// to; `at` is the run of d in which the last ones stood.
static void put_bytes(blocks *b, const decoded *d, uint32_t *at, uint32_t beg,
                      uint32_t end) {
  while (beg < end) {
    while (*at < d->runs.n && d->runs.at[*at].text + d->runs.at[*at].len <= beg)
      ++*at;
    text_run r = *at < d->runs.n ? d->runs.at[*at]
                                 : (text_run){d->text.len, b->open.raw.end, 0};
    if (r.text <= beg) {
      uint32_t till = r.text + r.len < end ? r.text + r.len : end;
      blocks_put(b, r.raw + (beg - r.text), till - beg);
      beg = till;
    } else {
      blocks_put_cp(b, r.raw, 0, utf8_next(d->text, &beg));
    }
  }
}

static void put_block(blocks *b, const decoded *d, const blocks *from,
                      const block *k) {
  uint32_t done = k->at.beg, start = d->runs.n ? d->runs.at[0].raw : 0;
  uint32_t at = vec_find(d->runs.at, d->runs.n, sizeof *d->runs.at,
                         offsetof(text_run, text), k->raw.beg + 1);
  at -= at > 0;
  str text = {from->text, k->at.end};
  for (uint32_t i = 0; i <= k->n_runs; i++) {
    text_run r = i < k->n_runs ? from->runs.at[k->run + i]
                               : (text_run){.text = k->at.end};
    while (done < r.text) {
      uint32_t cp = utf8_next(text, &done);
      if (cp == ' ')
        blocks_space(b);
      else
        blocks_put_cp(b, b->open.raw.end ? b->open.raw.end : start, 0, cp);
    }
    put_bytes(b, d, &at, r.raw, r.raw + r.len);
    done += r.len;
  }
  blocks_end(b);
}

static void put_string(reader *r, const text_string *s) {
  arena *m = r->b->m;
  decoded d = decode(m, r->b->raw, s->beg, s->end);
  blocks from = read_string(m, d.text, r->words);
  for (uint32_t i = 0; i < from.list.n && !r->b->full; i++)
    put_block(r->b, &d, &from, &from.list.at[i]);
}

void blocks_from_data(blocks *b, const chrome *words) {
  reader r = {.b = b, .words = words};
  html h = html_open(b->raw);
  html_token t;
  uint32_t best = 0;
  while (html_next(&h, &t))
    if (t.kind == HTML_RAW && !strcmp(t.name, "script"))
      read_script(&r, t.beg, t.end);
  for (uint32_t i = 1; i < r.groups.n; i++)
    if (r.groups.at[i].words > r.groups.at[best].words)
      best = i;
  for (uint32_t i = 0; i < r.strings.n; i++)
    if (r.strings.at[i].group == best && !r.strings.at[i].twin)
      put_string(&r, &r.strings.at[i]);
}
