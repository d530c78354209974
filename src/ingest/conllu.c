// A line is a comment, a word with ten columns, or the blank end of a sentence.
// Words are put into the article while its text is built in a buffer of the
// arena; heads, which point forward, are set when the sentence is whole.

#include "ingest/conllu.h"
#include "base/utf8.h"

enum { COLUMNS = 10 };
enum {
  C_ID,
  C_FORM,
  C_LEMMA,
  C_UPOS,
  C_XPOS,
  C_FEATS,
  C_HEAD,
  C_DEPREL,
  C_DEPS,
  C_MISC
};

// A sentence has at most this many words: far above any treebank's longest, it
// keeps ids inside 32 bits whatever the file says.
enum { WORDS_MAX = 1 << 20 };

typedef struct {
  conllu_reader *r;
  article *a;
  VEC(char) text;
  VEC(uint32_t) heads; // of the sentence, counted from 1
  uint32_t first;      // token of the sentence
  uint32_t range_beg;  // words of the multiword token are from here
  uint32_t range_end;  // up to here
  bool range_space;    // and white space follows it
  bool annotated;      // all words so far have head and relation
  bool paragraph;
  dgm_error *err;
  bool failed;
} builder;

void conllu_open(conllu_reader *r, str bytes, const char *path) {
  *r = (conllu_reader){.rest = bytes, .path = path};
}

static void fail(builder *b, const char *what, str cell) {
  if (!b->failed)
    error_at(b->err, DGM_EFORMAT, b->r->path, b->r->line, 0, "%s: '%.*s'", what,
             (int)(cell.len < 60 ? cell.len : 60), cell.p ? cell.p : "");
  b->failed = true;
}

static void put_text(builder *b, str s) {
  for (uint32_t i = 0; i < s.len; i++)
    *vec_push(b->a->m, &b->text) = s.p[i];
}

// What stands between the last word and the next.
static void put_gap(builder *b) {
  article *a = b->a;
  if (!a->tokens.n)
    return;
  if (a->tokens.n == b->first)
    put_text(b, b->paragraph ? S("\n\n") : S("\n"));
  else if (a->tokens.at[a->tokens.n - 1].flags & TOKEN_SPACE_AFTER)
    put_text(b, S(" "));
}

static bool given(str cell) {
  return cell.len && !str_eq(cell, S("_"));
}

static bool has_no_space(str misc) {
  for (str rest = misc; rest.p;)
    if (str_eq(str_cut(&rest, '|'), S("SpaceAfter=No")))
      return true;
  return false;
}

// "3-4": remembers that the words up to 4 are one token. False: not a range.
static bool read_range(builder *b, const str *cells) {
  str id = cells[C_ID], from = str_cut(&id, '-');
  int64_t beg, end, next = b->a->tokens.n - b->first + 1;
  if (!id.p)
    return false;
  if (!str_to_i64(from, &beg) || !str_to_i64(id, &end) || beg != next ||
      end <= beg || end - beg > UINT8_MAX - 1) {
    fail(b, "a range of words is written FIRST-LAST", cells[C_ID]);
    return true;
  }
  b->range_beg = b->a->tokens.n;
  b->range_end = b->first + (uint32_t)end;
  b->range_space = !has_no_space(cells[C_MISC]);
  return true;
}

static void read_head(builder *b, const str *cells) {
  int64_t head = 0;
  if (!given(cells[C_HEAD]) || !given(cells[C_DEPREL]))
    b->annotated = false;
  else if (!str_to_i64(cells[C_HEAD], &head) || head < 0 || head > WORDS_MAX)
    fail(b, "the head is the number of a word", cells[C_HEAD]);
  *vec_push(b->a->m, &b->heads) = (uint32_t)head;
}

static void add_word(builder *b, const str *cells) {
  article *a = b->a;
  uint32_t t = a->tokens.n;
  put_gap(b);
  uint32_t beg = b->text.n;
  put_text(b, cells[C_FORM]);
  token *w = vec_push(a->m, &a->tokens);
  *w = (token){.at = {beg, b->text.n},
               .lex = NO_WORD,
               .head = NO_TOKEN,
               .child = NO_TOKEN,
               .next = NO_TOKEN};
  bool in_range = t < b->range_end;
  bool space = in_range ? b->range_space && t + 1 == b->range_end
                        : !has_no_space(cells[C_MISC]);
  w->flags = space ? TOKEN_SPACE_AFTER : 0;
  if (in_range && t == b->range_beg)
    w->mwt = (uint8_t)(b->range_end - t);
  if (given(cells[C_UPOS]))
    w->upos = (uint8_t)upos_find(cells[C_UPOS]);
  if (given(cells[C_FEATS]))
    w->feats = feats_read(cells[C_FEATS]);
  if (given(cells[C_DEPREL]))
    w->deprel = (uint8_t)deprel_find(cells[C_DEPREL]);
  read_head(b, cells);
  if (given(cells[C_LEMMA]))
    token_set_lemma(a, t, cells[C_LEMMA]);
}

static void read_word(builder *b, str line) {
  str cells[COLUMNS], rest = line;
  uint32_t n = 0;
  while (rest.p && n < COLUMNS)
    cells[n++] = str_cut(&rest, '\t');
  if (n < COLUMNS || rest.p) {
    fail(b, "a word has ten columns separated by tabs", line);
    return;
  }
  uint32_t before = b->range_end;
  if (memchr(cells[C_ID].p, '.', cells[C_ID].len)) // an empty node
    return;
  if (read_range(b, cells)) {
    if (!b->failed && before > b->a->tokens.n)
      fail(b, "ranges of words overlap", cells[C_ID]);
    return;
  }
  int64_t id;
  if (!str_to_i64(cells[C_ID], &id) || id != b->a->tokens.n - b->first + 1 ||
      id > WORDS_MAX)
    fail(b, "words are numbered 1, 2, 3", cells[C_ID]);
  else if (!str_trim(cells[C_FORM]).len)
    fail(b, "the form is empty", line);
  else
    add_word(b, cells);
}

// Does every chain of heads end at a root? Words seen on an earlier chain (mark
// below the chain's own) need no second look, so this is linear.
static bool is_tree(builder *b, uint32_t n) {
  uint32_t *mark = arena_new(b->a->m, uint32_t, n + 1);
  for (uint32_t i = 1; i <= n; i++) {
    uint32_t at = i;
    while (at && !mark[at]) {
      mark[at] = i;
      at = b->heads.at[at - 1];
    }
    if (at && mark[at] == i)
      return false;
  }
  return true;
}

static void set_heads(builder *b, uint32_t n) {
  for (uint32_t i = 0; i < n && !b->failed; i++)
    if (b->heads.at[i] > n)
      fail(b, "the head is no word of the sentence", (str){"", 0});
  if (b->failed || !b->annotated)
    return;
  if (!is_tree(b, n)) {
    fail(b, "the heads go round in a circle", (str){"", 0});
    return;
  }
  for (uint32_t i = 0; i < n; i++)
    if (b->heads.at[i])
      b->a->tokens.at[b->first + i].head = b->first + b->heads.at[i] - 1;
}

static void close_sentence(builder *b) {
  article *a = b->a;
  uint32_t n = a->tokens.n - b->first;
  if (b->range_end > a->tokens.n)
    fail(b, "the sentence ends inside a range of words", (str){"", 0});
  set_heads(b, n);
  if (n && !b->failed) {
    token *last = &a->tokens.at[a->tokens.n - 1];
    last->flags |= TOKEN_SPACE_AFTER;
    *vec_push(a->m, &a->sentences) =
        (sentence){.at = {a->tokens.at[b->first].at.beg, last->at.end},
                   .first = b->first,
                   .end = a->tokens.n,
                   .parsed = b->annotated,
                   .paragraph = b->paragraph || !a->sentences.n};
    if (b->annotated)
      sentence_link(a, a->sentences.n - 1);
  }
  b->first = b->range_end = a->tokens.n;
  b->heads.n = 0;
  b->annotated = true;
  b->paragraph = false;
}

// "newdoc id = x" -> "x"; empty for "newdoc".
static str comment_value(str comment) {
  str_cut(&comment, '=');
  return comment.p ? str_trim(comment) : (str){"", 0};
}

// Takes one line; true when it begins the next document.
static bool read_line(builder *b, str line) {
  if (!str_trim(line).len) {
    close_sentence(b);
    return false;
  }
  if (line.p[0] != '#') {
    if (!b->failed)
      read_word(b, line);
    return false;
  }
  str comment = str_trim(str_slice(line, 1, line.len)), rest = comment;
  str name = str_cut(&rest, ' ');
  if (str_eq(name, S("newpar")))
    b->paragraph = true;
  if (!str_eq(name, S("newdoc")))
    return false;
  b->r->id = comment_value(comment);
  b->r->opened = true;
  return true;
}

static str next_line(conllu_reader *r) {
  str line = str_cut(&r->rest, '\n');
  r->line++;
  if (line.len && line.p[line.len - 1] == '\r')
    line.len--;
  return line;
}

static bool anything(const builder *b) {
  return b->a->tokens.n || b->failed;
}

dgm_status conllu_next(conllu_reader *r, article *a, bool *found,
                       dgm_error *err) {
  builder b = {.r = r, .a = a, .annotated = true, .err = err};
  if (r->opened)
    a->meta.id = r->id;
  bool opened = r->opened;
  r->opened = false;
  while (r->rest.p) {
    str line = next_line(r);
    if (utf8_bad(line) < line.len || memchr(line.p ? line.p : "", 0, line.len))
      fail(&b, "the line is no UTF-8", (str){"", 0});
    else if (read_line(&b, line)) {
      if (anything(&b) || opened)
        break;
      a->meta.id = r->id;
      r->opened = false;
      opened = true;
    }
  }
  close_sentence(&b);
  *found = anything(&b) || opened;
  a->text = (str){b.text.at ? b.text.at : "", b.text.n};
  return b.failed ? DGM_EFORMAT : DGM_OK;
}
