// Features of the words of one block; feature_page.c adds those of its place.

#include "clean/feature.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "clean/feature_page.h"

// Lower bounds of the buckets of words, as page lines are: labels, titles and
// captions, paragraphs.
static const uint32_t word_bounds[] = {1, 2, 3, 5, 8, 12, 18, 30, 50};
// Lower bounds of shares in percent; prose has over 40 % function words.
static const uint32_t stop_bounds[] = {0, 1, 20, 35, 45};
static const uint32_t caps_bounds[] = {0, 25, 50, 80};

enum { END_STOP, END_COLON, END_DOTS, END_COMMA, END_NONE };
enum { BEGIN_LOWER, BEGIN_UPPER, BEGIN_DIGIT, BEGIN_QUOTE, BEGIN_SIGN };
enum {
  HAS_COMMA,
  HAS_SENTENCES,
  HAS_QUOTE,
  HAS_DIGITS,
  HAS_YEAR,
  HAS_TIME,
  HAS_MONTH,
  HAS_YOU,
  HAS_BAR,
  HAS_COPYRIGHT,
  HAS_AT,
  HAS_URL,
  HAS_SHOUT,
  HAS_BY,
  HAS_TWIN,
  HAS_NO_LETTER,
};
// Lines of more words are searched for chrome only at their ends: paragraphs
// may speak of newsletters.
enum { SEARCHED_WORDS = 40 };
enum {
  PROSE_STOP = 25,   // least share of function words in prose, in percent
  YOU_MAX = 8,       // bytes of a word that speaks to the reader
  PROFILE_WORDS = 5, // "About" and a name
  SHAPE_WORDS = 15,  // titles and captions of this length seldom end in a stop
};

uint32_t bucket(const uint32_t *bounds, uint32_t n, uint32_t value) {
  uint32_t i = 0;
  while (i + 1 < n && value >= bounds[i + 1])
    i++;
  return i;
}

void view_add(line_view *v, uint32_t id) {
  if (v->n < FEATURE_MAX)
    v->ids[v->n++] = (uint8_t)id;
}

typedef struct {
  str text, normal;
  uint32_t words, letters_first, stops, caps, yous, digits;
  uint32_t wide; // more words than spaces show, in scripts without them
  uint32_t networks;
  bool month, year;
} reading;

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A number that can be a year of a page: 1990 to 2099.
static bool is_year(str w) {
  return w.len == 4 &&
         ((w.p[0] == '2' && w.p[1] == '0') ||
          (w.p[0] == '1' && w.p[1] == '9' && w.p[2] == '9')) &&
         is_digit(w.p[2]) && is_digit(w.p[3]);
}

static void count_words(reading *r, const chrome *words) {
  str rest = r->normal;
  while (rest.p && rest.len) {
    str w = str_cut(&rest, ' ');
    page_entry e = chrome_word(words, w);
    r->words++;
    r->stops += (e.uses & PAGE_STOP) != 0;
    r->yous += (e.uses & PAGE_YOU) != 0;
    r->month |= (e.uses & PAGE_MONTH) != 0;
    r->year |= is_year(w);
    r->networks += (e.uses & PAGE_NETWORK) != 0;
    r->digits += is_digit(w.p[0]);
    // Kana and Han, U+3000 to U+9FFF: three bytes a sign, two signs a word.
    unsigned char c = (unsigned char)w.p[0];
    r->wide += c >= 0xE3 && c <= 0xE9 ? w.len / 6 : 0;
  }
}

// Words of the text that begin with a capital.
static void count_capitals(reading *r) {
  bool before = true;
  for (uint32_t i = 0; i < r->text.len; i++) {
    char c = r->text.p[i];
    bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    r->caps += before && c >= 'A' && c <= 'Z';
    before = !letter && !is_digit(c) && c != '\'' && (unsigned char)c < 128;
  }
}

// "US" is a country, "us" speaks to the reader: takes words in capitals back
// where they stand among others.
static void forget_capitals(reading *r, const chrome *words) {
  str s = r->text;
  for (uint32_t i = 0, n; i < s.len && r->yous; i += n + 1) {
    char small[YOU_MAX];
    for (n = 0;
         i + n < s.len && (s.p[i + n] | 32) >= 'a' && (s.p[i + n] | 32) <= 'z';
         n++)
      if (n < YOU_MAX)
        small[n] = (char)(s.p[i + n] | 32);
    bool capitals = n > 1 && n <= YOU_MAX;
    for (uint32_t k = 0; k < n && capitals; k++)
      capitals = s.p[i + k] < 'a';
    r->yous -= capitals && chrome_word(words, (str){small, n}).uses & PAGE_YOU;
  }
}

static uint32_t end_kind(str s) {
  static const str closers[] = {
      {"\"", 1}, {"'", 1}, {")", 1}, {"\xE2\x80\x9D", 3}, {"\xE2\x80\x99", 3}};
  for (size_t i = 0; i < sizeof closers / sizeof closers[0]; i++)
    if (s.len > closers[i].len && str_ends(s, closers[i]))
      s.len -= closers[i].len;
  if (str_ends(s, S("...")) || str_ends(s, S("\xE2\x80\xA6")))
    return END_DOTS;
  if (str_ends(s, S("\xE3\x80\x82"))) // the ideographic full stop
    return END_STOP;
  char c = s.len ? s.p[s.len - 1] : 0;
  return c == '.' || c == '!' || c == '?' ? END_STOP
         : c == ':'                       ? END_COLON
         : c == ',' || c == ';'           ? END_COMMA
                                          : END_NONE;
}

static uint32_t begin_kind(str s) {
  uint32_t at = 0;
  uint32_t cp = s.len ? utf8_next(s, &at) : 0;
  if (cp == '"' || cp == '\'' || (cp >= 0x2018 && cp <= 0x201F) || cp == 0xAB)
    return BEGIN_QUOTE;
  return cp < 128 && is_digit((char)cp) ? BEGIN_DIGIT
         : !cp_is_letter(cp)            ? BEGIN_SIGN
         : cp_is_upper(cp)              ? BEGIN_UPPER
                                        : BEGIN_LOWER;
}

static bool is_opening(uint32_t begin) {
  return begin == BEGIN_UPPER || begin == BEGIN_QUOTE;
}

static bool has(str s, const char *needle) {
  return str_find(s, str_of(needle)) != UINT32_MAX;
}

// A stop, a space and a capital: more than one sentence.
static bool has_sentences(str s) {
  for (uint32_t i = 2; i + 2 < s.len; i++)
    if ((s.p[i] == '.' || s.p[i] == '?' || s.p[i] == '!') &&
        s.p[i + 1] == ' ' && s.p[i + 2] >= 'A' && s.p[i + 2] <= 'Z' &&
        s.p[i - 2] != ' ')
      return true;
  return false;
}

static bool has_time(str s) {
  for (uint32_t i = 1; i + 2 < s.len; i++)
    if (s.p[i] == ':' && is_digit(s.p[i - 1]) && is_digit(s.p[i + 1]) &&
        is_digit(s.p[i + 2]))
      return true;
  return false;
}

static bool all_capitals(str s) {
  uint32_t up = 0;
  for (uint32_t i = 0; i < s.len; i++) {
    if (s.p[i] >= 'a' && s.p[i] <= 'z')
      return false;
    up += s.p[i] >= 'A' && s.p[i] <= 'Z';
  }
  return up > 2;
}

static void add_signs(line_view *v, const reading *r, const chrome *words) {
  str s = r->text;
  str head = r->normal;
  str first = str_cut(&head, ' ');
  const bool signs[] = {
      [HAS_COMMA] = has(s, ", "),
      [HAS_SENTENCES] = has_sentences(s),
      [HAS_QUOTE] = has(s, "\"") || has(s, "\xE2\x80\x9C"),
      [HAS_DIGITS] = r->digits * 4 > r->words,
      [HAS_YEAR] = r->year,
      [HAS_TIME] = has_time(s),
      [HAS_MONTH] = r->month && r->digits,
      [HAS_YOU] = r->yous > 0,
      [HAS_BAR] = has(s, "|") || has(s, "\xC2\xBB") || has(s, " > ") ||
                  has(s, "\xE2\x80\xBA"),
      [HAS_COPYRIGHT] = has(s, "\xC2\xA9"),
      [HAS_AT] = has(s, "@"),
      [HAS_URL] = has(s, "http") || has(s, "www.") || has(s, ".com"),
      [HAS_SHOUT] = all_capitals(s),
      [HAS_BY] = (chrome_word(words, first).uses & PAGE_BY) && r->words < 12,
      [HAS_TWIN] = false, // feature_page.c
      [HAS_NO_LETTER] = !r->words,
  };
  for (uint32_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (signs[i])
      view_add(v, FEATURE_HAS + i);
}

// Where each word of the normal form ends, for the first n words.
static uint32_t word_ends(str normal, uint32_t *ends, uint32_t n) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < normal.len && k < n; i++)
    if (i + 1 == normal.len || normal.p[i + 1] == ' ')
      ends[k++] = i + 1;
  return k;
}

// Does a colon stand right behind the first n words?
static bool colon_behind(str s, uint32_t n) {
  bool inside = false;
  for (uint32_t i = 0; i < s.len; i++) {
    char c = s.p[i];
    bool word = (c | 32) >= 'a' && (c | 32) <= 'z';
    if (inside && !word && c != '\'' && --n == 0)
      return c == ':';
    inside = word || (inside && c == '\'');
  }
  return false;
}

// Is a line chrome for sure? It is nothing but chrome's words, or these and a
// colon begin it ("READ MORE: …"), or it asks the reader for an address or to
// be followed. Words of menus may be an article's headings, and a byline or a
// date is told apart elsewhere.
static bool is_firm(const reading *r, chrome_pattern p, bool last,
                    uint32_t word) {
  const uint32_t firm =
      1u << CHROME_SHARE | 1u << CHROME_RELATED | 1u << CHROME_COMMENT |
      1u << CHROME_COOKIE | 1u << CHROME_NEWSLETTER | 1u << CHROME_ADVERT |
      1u << CHROME_SOURCE | 1u << CHROME_NAVIGATION | 1u << CHROME_ACCOUNT;
  if (!(firm >> p.reason & 1) || p.reason == CHROME_NONE)
    return false;
  if (last && (p.where & CHROME_LINE))
    return true;
  bool asks = (r->yous &&
               (p.reason == CHROME_NEWSLETTER || p.reason == CHROME_COOKIE)) ||
              (r->networks > 1 && p.reason == CHROME_SHARE);
  return (p.where & CHROME_START) && r->words < SEARCHED_WORDS &&
         (asks || colon_behind(r->text, word + 1));
}

// Chrome's words anywhere in a line: patterns from word i on.
static void match_from(line_view *v, const reading *r, const chrome *words,
                       const uint32_t *ends, uint32_t i, uint32_t n,
                       uint32_t *whole, uint32_t *part) {
  uint32_t beg = i ? ends[i - 1] + 1 : 0;
  if (!chrome_opens(words, str_slice(r->normal, beg, ends[i])))
    return;
  for (uint32_t k = i; k < n && k < i + CHROME_WORDS; k++) {
    chrome_pattern p = chrome_find(words, str_slice(r->normal, beg, ends[k]));
    bool first = i == 0, last = k + 1 == r->words;
    uint32_t bit = 1u << p.reason;
    if (first && last && (p.where & CHROME_LINE))
      *whole |= bit;
    if ((first && (p.where & CHROME_START)) ||
        (last && (p.where & CHROME_END)) || (p.where & CHROME_PART))
      *part |= bit;
    if (first && is_firm(r, p, last, k))
      v->firm = true;
    if (p.where && first && !v->reason &&
        ((last && (p.where & CHROME_LINE)) || (p.where & CHROME_START)))
      v->reason = p.reason;
  }
}

static void add_chrome(line_view *v, const reading *r, const chrome *words) {
  uint32_t ends[SEARCHED_WORDS], whole = 0, part = 0;
  uint32_t n = word_ends(r->normal, ends, SEARCHED_WORDS);
  uint32_t last_start = r->words > SEARCHED_WORDS ? 1 : n;
  for (uint32_t i = 0; i < last_start; i++)
    match_from(v, r, words, ends, i, n, &whole, &part);
  for (uint32_t i = 1; i < N_CHROME; i++) {
    if (whole >> i & 1)
      view_add(v, FEATURE_WHOLE + i);
    if (part >> i & 1) {
      view_add(v, FEATURE_PART + i);
      if (!v->reason)
        v->reason = (uint8_t)i;
    }
  }
}

static uint32_t percent(uint32_t part, uint32_t of) {
  return of ? part * 100 / of : 0;
}

// In a language whose function words are not known: long, few capitals, a full
// stop.
static bool has_shape(const reading *r) {
  return r->words + r->wide >= SHAPE_WORDS && percent(r->caps, r->words) < 40 &&
         r->digits * 4 < r->words + r->wide && !r->yous &&
         end_kind(r->text) == END_STOP;
}

// "About the company": what follows is about whom the page is by.
static void add_profile(line_view *v, const reading *r, const chrome *words) {
  str head = r->normal;
  str first = str_cut(&head, ' ');
  if (v->stop || r->words < 2 || r->words > PROFILE_WORDS ||
      !(chrome_word(words, first).uses & PAGE_PROFILE))
    return;
  view_add(v, FEATURE_PROFILE);
  if (!v->reason)
    v->reason = CHROME_ABOUT;
}

static void view_block(line_view *v, str text, arena *m, const chrome *words) {
  reading r = {.text = text, .normal = chrome_normal(m, text)};
  count_words(&r, words);
  count_capitals(&r);
  v->shout = all_capitals(text);
  if (!v->shout)
    forget_capitals(&r, words);
  v->n_words = r.words + r.wide;
  v->words = (uint8_t)bucket(word_bounds, 9, v->n_words);
  v->mark = (uint32_t)hash64(r.normal);
  uint32_t stop = percent(r.stops, r.words);
  if (stop < PROSE_STOP && has_shape(&r))
    stop = PROSE_STOP;
  v->prose = v->n_words >= 12 && stop >= PROSE_STOP;
  v->stop = end_kind(text) == END_STOP;
  v->sentence = v->n_words >= 6 && stop >= 20 && !r.yous && v->stop &&
                is_opening(begin_kind(text));
  v->stamp = (r.month || r.year) && r.digits && r.words < 24;
  view_add(v, FEATURE_WORDS + v->words);
  view_add(v, FEATURE_STOP + bucket(stop_bounds, 5, stop));
  view_add(v, FEATURE_CAPS + bucket(caps_bounds, 4, percent(r.caps, r.words)));
  view_add(v, FEATURE_END + end_kind(text));
  view_add(v, FEATURE_BEGIN + begin_kind(text));
  add_signs(v, &r, words);
  add_chrome(v, &r, words);
  add_profile(v, &r, words);
  if (r.networks)
    view_add(v, FEATURE_NETWORK + (r.networks > 1));
}

line_view *features_find(const blocks *b, const chrome *words) {
  line_view *views = arena_new(b->m, line_view, b->list.n + 1);
  for (uint32_t i = 0; i < b->list.n; i++) {
    arena_mark here = arena_here(b->m);
    view_block(&views[i], block_text(b, i), b->m, words);
    arena_back(b->m, here);
  }
  features_of_page(b, views);
  return views;
}
