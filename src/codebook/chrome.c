#include "codebook/chrome.h"
#include "base/utf8.h"

// ORDER CHROME_REASON
static const char *const reasons[N_CHROME] = {
    "",       "menu",       "account", "share",  "related",    "comment",
    "cookie", "newsletter", "advert",  "source", "navigation", "legal",
    "byline", "date",       "credit",  "about"};

// ORDER PAGE_WORD
static const char *const page_words[] = {
    "stop", "you", "month", "by", "stamp", "changed", "network", "profile"};
enum { N_PAGE_WORDS = sizeof page_words / sizeof page_words[0] };

// ORDER BOX_KIND
static const char *const boxes[N_BOX_NAME] = {
    "block",   "skip",      "nav",     "header",  "footer", "aside",
    "form",    "figure",    "comment", "related", "share",  "promo",
    "meta",    "body",      "article", "list",    "table",  "quote",
    "heading", "paragraph", "title",   "summary", "apart"};

static const char *const places[] = {"line", "start", "end", "part"};

// Number of the name in a list, or n.
static uint32_t number_of(const char *const *names, uint32_t n, str name) {
  uint32_t i = 0;
  while (i < n && !str_eq(str_of(names[i]), name))
    i++;
  return i;
}

// Bits of a list of names separated by spaces; reports unknown ones.
static uint32_t bits_of(const table *t, uint32_t cell, const char *const *names,
                        uint32_t n) {
  uint32_t bits = 0;
  for (str rest = t->cells[cell]; rest.p;) {
    str name = str_cut(&rest, ' ');
    uint32_t i = name.len ? number_of(names, n, name) : n;
    if (i < n)
      bits |= 1u << i;
    else
      table_error(t, cell, "'%.*s' is none of the names that stand here",
                  (int)name.len, name.p);
  }
  return bits;
}

// Row number of key in a table: n for a new key, so that a later row replaces
// an earlier one.
static uint32_t row_of(map *keys, arena *m, str key, uint32_t n) {
  uint32_t old = map_put(keys, m, key, n);
  return old == NO_VALUE ? n : old;
}

#define PUT(c, m, keys, rows, key, ...)                                        \
  do {                                                                         \
    uint32_t row_ = row_of(&(c)->keys, (m), (key), (c)->rows.n);               \
    if (row_ == (c)->rows.n)                                                   \
      vec_push((m), &(c)->rows);                                               \
    (c)->rows.at[row_] = __VA_ARGS__;                                          \
  } while (0)

static void read_patterns(chrome *c, arena *m, const source_file *file,
                          reporter *errors) {
  table t;
  if (!table_open(&t, file, "pattern kind reason", errors))
    return;
  while (table_next(&t)) {
    uint32_t where = bits_of(&t, 1, places, 4);
    uint32_t reason = number_of(reasons, N_CHROME, t.cells[2]);
    if (reason == N_CHROME) {
      table_error(&t, 2, "no chrome has this reason");
      continue;
    }
    chrome_pattern row = {(uint8_t)where, (uint8_t)reason};
    str normal = chrome_normal(m, t.cells[0]), rest = normal;
    PUT(c, m, patterns, pattern_rows, normal, row);
    map_put(&c->openers, m, str_cut(&rest, ' '), 1);
  }
}

static void read_words(chrome *c, arena *m, const source_file *file,
                       reporter *errors) {
  table t;
  if (!table_open(&t, file, "word use value?", errors))
    return;
  while (table_next(&t)) {
    int64_t value = 0;
    uint32_t uses = bits_of(&t, 1, page_words, N_PAGE_WORDS);
    if (t.cells[2].len && !str_to_i64(t.cells[2], &value))
      table_error(&t, 2, "a number is expected here");
    page_entry row = {(uint16_t)uses, (int16_t)value};
    PUT(c, m, words, word_rows, chrome_normal(m, t.cells[0]), row);
  }
}

static void read_html(chrome *c, arena *m, const source_file *file,
                      reporter *errors) {
  table t;
  if (!table_open(&t, file, "kind name holds", errors))
    return;
  while (table_next(&t)) {
    uint32_t row = bits_of(&t, 2, boxes, N_BOX_NAME);
    if (str_eq(t.cells[0], S("tag")))
      PUT(c, m, tags, tag_rows, t.cells[1], row);
    else
      PUT(c, m, classes, class_rows, t.cells[1], row);
  }
}

static void read_weights(chrome *c, arena *m, const source_file *file,
                         reporter *errors) {
  (void)m;
  line_read(&c->lines, file, errors);
}

static void read_languages(chrome *c, arena *m, const source_file *file,
                           reporter *errors) {
  languages_read(&c->languages, m, file, errors);
}

typedef void (*reader)(chrome *, arena *, const source_file *, reporter *);

static reader reader_of(str name) {
  static const struct {
    str ending;
    reader read;
  } readers[] = {{{"/words/chrome.tsv", 17}, read_patterns},
                 {{"/words/page.tsv", 15}, read_words},
                 {{"world/html.tsv", 14}, read_html},
                 {{"world/lines.tsv", 15}, read_weights},
                 {{"world/languages.tsv", 19}, read_languages}};
  for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
    if (str_ends(name, readers[i].ending))
      return readers[i].read;
  return NULL;
}

bool chrome_reads(str name) {
  return reader_of(name) != NULL;
}

void chrome_read(chrome *c, arena *m, const source_file *file,
                 reporter *errors) {
  reader read = reader_of(file->name);
  if (read)
    read(c, m, file, errors);
}

str chrome_normal(arena *m, str s) {
  str f = utf8_fold(m, s);
  char *p = arena_raw(m, (size_t)f.len + 1);
  uint32_t n = 0;
  bool space = false;
  for (uint32_t i = 0; i < f.len;) {
    uint32_t beg = i;
    uint32_t cp = utf8_next(f, &i);
    if (!cp_is_letter(cp) && !cp_is_digit(cp)) {
      space |= cp != '\'';
      continue;
    }
    if (space && n)
      p[n++] = ' ';
    space = false;
    memcpy(p + n, f.p + beg, i - beg);
    n += i - beg;
  }
  return (str){p, n};
}

bool chrome_opens(const chrome *c, str word) {
  return map_get(&c->openers, word) != NO_VALUE;
}

chrome_pattern chrome_find(const chrome *c, str words) {
  uint32_t i = map_get(&c->patterns, words);
  return i == NO_VALUE ? (chrome_pattern){0} : c->pattern_rows.at[i];
}

page_entry chrome_word(const chrome *c, str word) {
  uint32_t i = map_get(&c->words, word);
  return i == NO_VALUE ? (page_entry){0} : c->word_rows.at[i];
}

uint32_t chrome_tag(const chrome *c, str tag) {
  uint32_t i = map_get(&c->tags, tag);
  return i == NO_VALUE ? 0 : c->tag_rows.at[i];
}

uint32_t chrome_class(const chrome *c, str word) {
  uint32_t i = map_get(&c->classes, word);
  return i == NO_VALUE ? 0 : c->class_rows.at[i];
}

str chrome_reason_name(chrome_reason r) {
  return str_of(reasons[r]);
}
