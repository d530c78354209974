// Blocks of a page of HTML.
//
// Block tags, by codebook/world/html.tsv, cut the text; inline tags do not.
// Open block elements stand on a stack of bounded depth: deeper ones are
// counted only, and their text belongs to the deepest that is kept.

#include "base/utf8.h"
#include "clean/block.h"
#include "ingest/html.h"

enum {
  DEPTH = 512,    // as browsers' parsers bound it (Blink: 512)
  CLASS_MAX = 40, // bytes of a class name's word; longer ones are hashes
  PAIR_MAX = 2 * CLASS_MAX,
};

typedef struct {
  char name[16];
  uint32_t box;
} level;

typedef struct {
  blocks *b;
  const chrome *words;
  html h;
  level stack[DEPTH];
  uint32_t depth, beyond; // levels; open tags deeper than DEPTH
  bool link;              // inside <a>
  char skip[16];          // name of the element that is not read, or ""
  uint32_t skip_depth;    // elements of that name inside it
  map kept;               // names of elements that never end: they are read
} reader;

static bool is_any(const char *name, const char *names) {
  const char *at = strstr(names, name);
  size_t n = strlen(name);
  return at && at[-1] == ' ' && at[n] == ' ';
}

static const char voids[] =
    " area base br col embed hr img input link meta param source track wbr ";
// Pictures and what stands for one.
static const char pictures[] =
    " img picture video iframe object embed amp-img amp-video amp-iframe ";
// Elements that a next one of the same kind ends (HTML, optional tags).
static const char siblings[] = " p li dt dd tr td th option ";
// No end tag of these can be waited for.
static const char unhidden[] =
    " html body p li dt dd tr td th thead tbody tfoot ";

static uint32_t look_up(const chrome *words, const char *last, uint32_t n_last,
                        const char *word, uint32_t n) {
  char pair[PAIR_MAX];
  uint32_t bits = chrome_class(words, (str){word, n});
  memcpy(pair, last, n_last);
  memcpy(pair + n_last, word, n);
  return bits | (n_last ? chrome_class(words, (str){pair, n_last + n}) : 0);
}

// BOX_… of the words of a class or id attribute: cut at signs, digits and
// inner capitals ("storyBody" is "story", "body"), looked up alone and in
// pairs.
static uint32_t class_kinds(const chrome *words, str value) {
  char last[CLASS_MAX], word[CLASS_MAX];
  uint32_t bits = 0, n = 0, n_last = 0;
  for (uint32_t i = 0; i <= value.len; i++) {
    char c = i < value.len ? value.p[i] : ' ';
    bool upper = c >= 'A' && c <= 'Z';
    bool letter = upper || (c >= 'a' && c <= 'z');
    bool hump = upper && n && i && value.p[i - 1] >= 'a';
    if (n && (!letter || hump)) {
      bits |= look_up(words, last, n_last, word, n);
      memcpy(last, word, n);
      n_last = c == ' ' ? 0 : n;
      n = 0;
    }
    if (letter && n < CLASS_MAX)
      word[n++] = (char)(c | 32);
  }
  return bits;
}

static bool hides(str name, str value) {
  if (html_is(name, "hidden"))
    return true;
  if (!html_is(name, "style"))
    return false;
  uint32_t at = str_find(value, S("display"));
  str rest = str_slice(value, at == UINT32_MAX ? value.len : at + 7, value.len);
  rest = str_trim(rest);
  rest = str_trim(str_slice(rest, str_starts(rest, S(":")), rest.len));
  return str_starts(rest, S("none"));
}

// FNV-1a over the letters: numbers in class names tell boxes of a kind apart.
static uint32_t mix_letters(uint32_t mark, str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')
      mark = (mark ^ (unsigned char)s.p[i]) * 16777619U;
  return mark;
}

// BOX_… of an element's attributes; *hidden where it does not show, *mark with
// its classes mixed in.
static uint32_t attribute_kinds(const reader *r, const html_token *t,
                                bool *hidden, uint32_t *mark) {
  str rest = t->attributes, name, value;
  uint32_t bits = 0;
  while (html_attribute(&rest, &name, &value)) {
    if (html_is(name, "class"))
      *mark = mix_letters(*mark, value);
    if (html_is(name, "class") || html_is(name, "id") ||
        html_is(name, "itemprop") || html_is(name, "role"))
      bits |= class_kinds(r->words, value);
    *hidden |= hides(name, value);
  }
  return bits;
}

static void set_box(reader *r) {
  r->b->open.box = r->depth ? r->stack[r->depth - 1].box : 0;
}

static void pop_to(reader *r, uint32_t depth) {
  r->depth = depth;
  blocks_end(r->b);
  set_box(r);
}

static void push(reader *r, const html_token *t, uint32_t tag, uint32_t kinds,
                 uint32_t mark) {
  if (r->depth == DEPTH) {
    r->beyond++;
    return;
  }
  uint32_t parent = r->depth ? r->stack[r->depth - 1].box : 0;
  r->b->full = r->b->full || r->b->boxes.n == BOXES_MOST;
  level *l = &r->stack[r->depth++];
  memcpy(l->name, t->name, sizeof l->name);
  l->box = r->b->boxes.n;
  *vec_push(r->b->m, &r->b->boxes) =
      (box){.parent = parent,
            .own = kinds,
            .mark = mark,
            .classed = mark != mix_letters(2166136261U, str_of(t->name)),
            .headlines = (tag & BOX_TITLE) != 0};
  set_box(r);
}

// Ends what cannot hold the element: a paragraph, or a sibling.
static void end_implied(reader *r, const html_token *t) {
  if (!r->depth || r->beyond)
    return;
  const char *top = r->stack[r->depth - 1].name;
  if (!strcmp(top, "p") || (is_any(top, siblings) && !strcmp(top, t->name)))
    pop_to(r, r->depth - 1);
}

static void see_picture(reader *r) {
  r->b->boxes.at[r->b->open.box].pictures++;
  if (r->b->len == r->b->open.at.beg)
    r->b->open.pictured = true;
}

static void open_tag(reader *r, const html_token *t) {
  bool hidden = false, is_void = is_any(t->name, voids);
  uint32_t tag = chrome_tag(r->words, str_of(t->name));
  uint32_t kinds = tag, mark = mix_letters(2166136261U, str_of(t->name));
  if (is_any(t->name, pictures))
    see_picture(r);
  if (strcmp(t->name, "body") && strcmp(t->name, "html"))
    kinds |= attribute_kinds(r, t, &hidden, &mark);
  hidden |= kinds & BOX_SKIP && !(tag & BOX_BLOCK);
  kinds &= ~(uint32_t)BOX_SKIP;
  hidden = (hidden && !is_any(t->name, unhidden)) || tag & BOX_SKIP;
  if (hidden && !is_void && !t->empty &&
      map_get(&r->kept, str_of(t->name)) == NO_VALUE) {
    memcpy(r->skip, t->name, sizeof r->skip);
    r->skip_depth = 1;
    return;
  }
  if (!strcmp(t->name, "a"))
    r->link = true;
  if (!(tag & BOX_BLOCK))
    return;
  blocks_end(r->b);
  if (is_void)
    return;
  end_implied(r, t);
  push(r, t, tag, kinds, mark);
}

static void close_tag(reader *r, const html_token *t) {
  if (!strcmp(t->name, "a"))
    r->link = false;
  if (!(chrome_tag(r->words, str_of(t->name)) & BOX_BLOCK))
    return;
  blocks_end(r->b);
  if (r->beyond) {
    r->beyond--;
    return;
  }
  for (uint32_t i = r->depth; i-- > 0;)
    if (!strcmp(r->stack[i].name, t->name)) {
      pop_to(r, i);
      return;
    }
}

static bool is_plain(char c) {
  return c != '&' && c != ' ' && c != '\n' && c != '\t' && c != '\r' &&
         c != '\f' && c != '\xC2' && c != '\xE2' && c != '\xEF';
}

// Marks without width: soft hyphen, zero-width characters, byte order mark.
static bool is_invisible(uint32_t cp) {
  return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 ||
         cp == 0xFEFF;
}

// One character that needs a look: white space, an entity, or beyond ASCII.
static uint32_t put_special(blocks *b, uint32_t i, uint32_t end) {
  str s = {b->raw.p, end};
  uint32_t n = 1, after = i;
  uint32_t cp = s.p[i] == '&' ? html_entity(s, i, &n) : 0;
  bool coded = cp != 0;
  if (!coded) {
    cp = utf8_next(s, &after);
    n = after - i;
  }
  bool one_space = cp == ' ' && !coded && b->len > b->open.at.beg &&
                   b->text[b->len - 1] != ' ';
  if (one_space || (!coded && !cp_is_space(cp) && !is_invisible(cp)))
    blocks_put(b, i, n);
  else if (cp_is_space(cp))
    blocks_space(b);
  else if (!is_invisible(cp))
    blocks_put_cp(b, i, n, cp);
  return i + n;
}

static void put_text(reader *r, const html_token *t) {
  blocks *b = r->b;
  uint32_t before = b->len;
  for (uint32_t i = t->beg; i < t->end;) {
    uint32_t beg = i;
    while (i < t->end && is_plain(b->raw.p[i]))
      i++;
    blocks_put(b, beg, i - beg);
    if (i < t->end)
      i = put_special(b, i, t->end);
  }
  if (r->link && b->len > before)
    b->open.linked += b->len - before;
}

// Inside an element that is not read: only its own tags count.
static void skip_token(reader *r, const html_token *t) {
  if (strcmp(t->name, r->skip))
    return;
  if (t->kind == HTML_OPEN && !t->empty)
    r->skip_depth++;
  if (t->kind == HTML_CLOSE && --r->skip_depth == 0)
    r->skip[0] = 0;
}

static void read_all(reader *r) {
  html_token t;
  r->h = html_open(r->b->raw);
  while (!r->b->full && html_next(&r->h, &t)) {
    if (r->skip[0])
      skip_token(r, &t);
    else if (t.kind == HTML_OPEN)
      open_tag(r, &t);
    else if (t.kind == HTML_CLOSE)
      close_tag(r, &t);
    else if (t.kind == HTML_TEXT && !t.name[0])
      put_text(r, &t);
  }
  blocks_end(r->b);
}

void blocks_from_html(blocks *b, const chrome *words) {
  reader *r = arena_new(b->m, reader, 1);
  *r = (reader){.b = b, .words = words};
  b->html = true;
  read_all(r);
  // An element that is left out and never ends would take the rest of the page
  // along. Read again with all of its name; there are few names.
  while (r->skip[0] && strcmp(r->skip, "script") && strcmp(r->skip, "style")) {
    str name = arena_copy(b->m, str_of(r->skip));
    map kept = r->kept;
    map_put(&kept, b->m, name, 1);
    *r = (reader){.b = b, .words = words, .kept = kept};
    b->len = b->list.n = b->runs.n = 0;
    b->boxes.n = 1;
    b->open = (block){0};
    read_all(r);
  }
}
