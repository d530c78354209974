// Verbs: sets of synonyms, blocks of verbs with their patterns,
// transformations.
//
// A block's verbs are one class, so that each pattern is one line. Lines of one
// code are one rule, which is written when the block is done.

#include "codebook/import_line.h"

typedef struct {
  str code; // as the dictionary says it: "040", "042:043", "---"
  str line; // "[military] <verb:rush> aid", in the arena
} block_line;

typedef struct {
  import_reader *r;
  bool in_set;      // lines with + are members of `set`
  bool headed;      // blocks have heads, "--- NAME [code] ---"
  bool done;        // a pattern has closed the list of verbs
  str set;          // class of the set
  str name, code;   // of the block
  str verbs;        // its class
  uint32_t n_verbs; // in it
  VEC(block_line) lines;
} verb_reader;

static const str no_code = {"---", 3};

static void write_class(importer *d, str name, str member) {
  buf *out = &d->out[IMPORT_OUT_CLASSES];
  buf_add(out, name);
  buf_byte(out, '\t');
  buf_add(out, member);
  buf_byte(out, '\n');
}

// "cease-fire" as one word, and as the two that a tokeniser may make of it.
static void write_member(importer *d, str name, str member) {
  write_class(d, name, member);
  if (str_find(member, S("-")) == UINT32_MAX)
    return;
  char *apart = arena_raw(d->m, member.len);
  for (uint32_t i = 0; i < member.len; i++)
    apart[i] = member.p[i] == '-' ? ' ' : member.p[i];
  write_class(d, name, (str){apart, member.len});
}

static str join(importer *d, const char *head, str tail) {
  size_t n = strlen(head);
  char *out = arena_raw(d->m, n + tail.len);
  memcpy(out, head, n);
  if (tail.len)
    memcpy(out + n, tail.p, tail.len);
  return (str){out, (uint32_t)n + tail.len};
}

// "FIGHT_OF_WORDS" as the name of a class: "set:fight-of-words".
static str class_name(importer *d, const char *head, str text) {
  str phrase = import_phrase(d, text);
  char *out = arena_raw(d->m, phrase.len + 1);
  for (uint32_t i = 0; i < phrase.len; i++)
    out[i] = phrase.p[i] == ' ' ? '-' : phrase.p[i];
  return join(d, head, (str){out, phrase.len});
}

static str copy_buf(importer *d, buf *b) {
  str s = arena_copy(d->m, buf_str(b));
  buf_free(b);
  return s;
}

// --- rules of a block

static void write_codes(buf *out, str code) {
  str first = code, second = {NULL, 0};
  uint32_t colon = str_find(code, S(":"));
  if (colon != UINT32_MAX) {
    first = str_slice(code, 0, colon);
    second = str_slice(code, colon + 1, code.len);
  }
  buf_add(out, S("   cameo "));
  buf_add(out, first.len && !str_eq(first, no_code) ? first : S("none"));
  if (!second.len)
    return;
  buf_add(out, S("   pair "));
  buf_add(out, second);
}

static void write_rule(verb_reader *v, str code) {
  importer *d = v->r->d;
  buf *out = &d->out[IMPORT_OUT_RULES];
  buf full = {0};
  buf_add(&full, v->name);
  buf_byte(&full, '-');
  buf_add(&full, str_eq(code, no_code) ? S("none") : code);
  str name = import_name(d, &d->rules, copy_buf(d, &full));
  buf_add(out, S("\nCODE "));
  buf_add(out, name);
  write_codes(out, code);
  buf_byte(out, '\n');
  for (uint32_t i = 0; i < v->lines.n; i++) {
    if (!str_eq(v->lines.at[i].code, code))
      continue;
    buf_add(out, S("  loose "));
    buf_add(out, v->lines.at[i].line);
    buf_byte(out, '\n');
  }
}

static void close_block(verb_reader *v) {
  for (uint32_t i = 0; i < v->lines.n; i++) {
    bool written = false;
    for (uint32_t k = 0; k < i && !written; k++)
      written = str_eq(v->lines.at[k].code, v->lines.at[i].code);
    if (!written)
      write_rule(v, v->lines.at[i].code);
  }
  v->lines.n = 0;
  v->n_verbs = 0;
  v->done = false;
}

static void add_line(verb_reader *v, str code, str line) {
  *vec_push(v->r->d->m, &v->lines) = (block_line){code, line};
}

// "042:043" with both halves as ours; empty: reported.
static str read_code(verb_reader *v, str text) {
  importer *d = v->r->d;
  uint32_t colon = str_find(text, S(":"));
  if (str_starts(text, no_code))
    return no_code;
  if (colon == UINT32_MAX)
    return import_code(v->r, text);
  str first = str_slice(text, 0, colon), second;
  if (first.len && !str_eq(first, no_code)) {
    first = import_code(v->r, first);
    if (!first.len)
      return S("");
  }
  second = str_slice(text, colon + 1, text.len);
  if (str_starts(second, no_code))
    return first.len ? first : no_code;
  second = import_code(v->r, second);
  if (!second.len)
    return S("");
  buf both = {0};
  buf_add(&both, first);
  buf_byte(&both, ':');
  buf_add(&both, second);
  return copy_buf(d, &both);
}

static str class_line(verb_reader *v) {
  buf line = {0};
  buf_printf(&line, "<%.*s>", (int)v->verbs.len, v->verbs.p);
  return copy_buf(v->r->d, &line);
}

static void begin_block(verb_reader *v, str name, str code) {
  importer *d = v->r->d;
  close_block(v);
  v->in_set = false;
  v->name = import_name(d, &d->blocks, name);
  v->code = code;
  v->verbs = join(d, "verb:", v->name);
}

// "---  NAME   [code]  ---"
static void read_head(verb_reader *v, str text) {
  while (text.len && (text.p[0] == '-' || text.p[0] == ' '))
    text = str_slice(text, 1, text.len);
  uint32_t at = str_find(text, S("["));
  str name = str_trim(str_slice(text, 0, at));
  str rest = str_slice(text, at, text.len), inner, code = no_code;
  v->headed = true;
  if (at == UINT32_MAX || !import_bracket(&rest, &inner) || !name.len)
    import_error(v->r, text.p, "a block begins with --- NAME [code] ---");
  else
    code = read_code(v, inner);
  begin_block(v, name, code.len ? code : no_code);
}

// --- verbs

// A verb of several words: the one behind "+" bears the others, else the first.
static str verb_words(verb_reader *v, str text) {
  buf words = {0};
  str phrase = import_phrase(v->r->d, text);
  for (str rest = phrase; rest.p;) {
    str word = str_cut(&rest, ' ');
    if (words.len)
      buf_byte(&words, ' ');
    buf_add(&words, word);
  }
  str whole = copy_buf(v->r->d, &words);
  return str_starts(whole, S("+")) ? str_trim(str_slice(whole, 1, whole.len))
                                   : whole;
}

static bool verb_is_plain(str words) {
  uint32_t plus = str_find(words, S("+"));
  if (plus == UINT32_MAX) // a letter is no verb
    return words.len > 1 && import_words_plain(words);
  return plus && words.p[plus - 1] == ' ' &&
         import_words_plain(str_slice(words, 0, plus)) &&
         import_words_plain(str_slice(words, plus + 1, words.len));
}

// VERB {FORMS} [code]; the forms are those of the lemma, which we have.
static void read_verb(verb_reader *v, str text) {
  import_reader *r = v->r;
  uint32_t brace = str_find(text, S("{")), bracket = str_find(text, S("["));
  uint32_t end = brace < bracket ? brace : bracket;
  str words = verb_words(v, str_slice(text, 0, end)), inner;
  if (!verb_is_plain(words)) {
    import_error(r, text.p, "this is no verb; left out");
    return;
  }
  if (!v->verbs.p || (!v->headed && v->done))
    begin_block(v, words, no_code);
  write_member(r->d, v->verbs, words);
  r->d->n_verbs++;
  if (!v->n_verbs++)
    add_line(v, v->code, class_line(v));
  str rest = str_slice(text, bracket, text.len);
  if (bracket == UINT32_MAX)
    return;
  str code = import_bracket(&rest, &inner) ? read_code(v, inner) : S("");
  if (!code.len)
    return;
  buf line = {0};
  bool marked = str_find(words, S(" ")) != UINT32_MAX;
  buf_add(&line, marked ? S("<") : S(""));
  buf_add(&line, words);
  buf_add(&line, marked ? S(">") : S(""));
  add_line(v, code, copy_buf(r->d, &line));
}

// --- patterns

typedef struct {
  verb_reader *v;
  buf line;
  bool starred; // the verb was there
  bool or_next; // "|": an alternative of the word before
  bool joins;   // what was written last may have an alternative
  bool both;
  bool failed;
} pattern;

// Words of structure say nothing that a line of words in their order needs.
static bool is_structure(char c) {
  return c == '{' || c == '}' || c == '(' || c == ')' || c == ' ' || c == '\t';
}

static void put_words(pattern *p, str token) {
  importer *d = p->v->r->d;
  str phrase = import_phrase(d, token);
  if (token.p[0] == '&') {
    str set = class_name(d, "set:", str_slice(token, 1, token.len));
    if (map_get(&d->sets, set) == NO_VALUE) {
      import_error(p->v->r, token.p, "no set %.*s stands above", (int)token.len,
                   token.p);
      p->failed = true;
    }
    buf_printf(&p->line, "<%.*s>", (int)set.len, set.p);
  } else if (import_words_plain(phrase)) {
    import_words(&p->line, phrase);
  } else {
    import_error(p->v->r, token.p, "'%.*s' is no word", (int)token.len,
                 token.p);
    p->failed = true;
  }
}

static const char *slot_of(char c) {
  return c == '$' ? "ACTOR" : c == '+' ? "RECIPIENT" : NULL;
}

static void no_alternative(pattern *p, const char *at) {
  import_error(p->v->r, at, "a | stands between two words");
  p->failed = true;
}

// One word or sign of a pattern.
static void put_token(pattern *p, str token) {
  const char *slot = token.len == 1 ? slot_of(token.p[0]) : NULL;
  if (p->or_next && (slot || token.p[0] == '*' || token.p[0] == '%')) {
    no_alternative(p, token.p);
    return;
  }
  if (str_eq(token, S("*"))) {
    buf_add(&p->line, class_line(p->v));
    buf_byte(&p->line, ' ');
    p->starred = true;
    p->joins = false;
    return;
  }
  if (str_eq(token, S("%"))) {
    p->both = true;
    return;
  }
  bool noun = !slot && !p->starred;
  buf_add(&p->line, noun && !p->or_next ? S("[") : S(""));
  if (slot)
    buf_add(&p->line, str_of(slot));
  else if (str_eq(token, S("^")))
    buf_add(&p->line, S("<actor>"));
  else
    put_words(p, token);
  buf_add(&p->line, noun ? S("] ") : S(" "));
  p->or_next = false;
  p->joins = !slot;
}

// "A | B": the alternative joins what was just written.
static void join_next(pattern *p, const char *at) {
  if (p->or_next || !p->line.len || p->line.p[p->line.len - 1] != ' ' ||
      !p->joins) {
    no_alternative(p, at);
    return;
  }
  while (p->line.len && (p->line.p[p->line.len - 1] == ' ' ||
                         p->line.p[p->line.len - 1] == ']'))
    p->line.len--;
  buf_byte(&p->line, '|');
  p->or_next = true;
}

static void put_tokens(pattern *p, str text) {
  for (uint32_t i = 0; i < text.len && !p->failed;) {
    if (is_structure(text.p[i])) {
      i++;
      continue;
    }
    if (text.p[i] == '|') {
      join_next(p, text.p + i);
      i++;
      continue;
    }
    uint32_t beg = i;
    while (i < text.len && !is_structure(text.p[i]) && text.p[i] != '|')
      i++;
    put_token(p, str_slice(text, beg, i));
  }
  if (p->or_next && !p->failed)
    no_alternative(p, text.p);
}

// "- words * words [code]"
static void read_pattern(verb_reader *v, str text) {
  import_reader *r = v->r;
  text = str_trim(text);
  pattern p = {.v = v};
  uint32_t bracket = str_find(text, S("["));
  str rest = str_slice(text, bracket, text.len), inner;
  v->done = true;
  if (bracket == UINT32_MAX || !import_bracket(&rest, &inner) || !v->n_verbs) {
    import_error(r, text.p,
                 v->n_verbs ? "a pattern ends with its [code]"
                            : "no verb stands above the pattern");
    return;
  }
  str code = read_code(v, inner);
  if (!code.len)
    return;
  put_tokens(&p, str_slice(text, 0, bracket));
  if (!p.failed && !p.starred)
    import_error(r, text.p, "a pattern has a * where its verb stands");
  str line = str_trim(copy_buf(r->d, &p.line));
  if (p.failed || !p.starred)
    return;
  add_line(v, code, p.both ? join(r->d, "BOTH ", line) : line);
  r->d->n_patterns++;
}

// --- sets and transformations

static bool set_is_plain(str set) {
  return import_words_plain(str_slice(set, 4, set.len)); // behind "set:"
}

static void read_set(verb_reader *v, str text) {
  importer *d = v->r->d;
  close_block(v);
  v->in_set = true;
  v->set = class_name(d, "set:", str_slice(text, 1, text.len));
  if (!set_is_plain(v->set))
    import_error(v->r, text.p, "this is no name of a set");
}

static void nest_set(verb_reader *v, str name) {
  importer *d = v->r->d;
  str set = class_name(d, "set:", name);
  if (map_get(&d->sets, set) == NO_VALUE) {
    import_error(v->r, name.p, "no set of this name stands above");
    return;
  }
  buf member = {0};
  buf_printf(&member, "<%.*s>", (int)set.len, set.p);
  write_class(d, v->set, copy_buf(d, &member));
  map_put(&d->sets, d->m, v->set, 1);
}

// "+WORD", "+&SET", "+(TO THE END)"
static void read_member(verb_reader *v, str text) {
  importer *d = v->r->d;
  str word = str_trim(str_slice(text, 1, text.len));
  if (word.len > 2 && word.p[0] == '(' && word.p[word.len - 1] == ')')
    word = str_slice(word, 1, word.len - 1);
  str phrase = import_phrase(d, word);
  if (word.len && word.p[0] == '&') {
    nest_set(v, str_slice(word, 1, word.len));
  } else if (import_words_plain(phrase)) {
    write_member(d, v->set, phrase);
    map_put(&d->sets, d->m, v->set, 1); // known once it holds something
  } else {
    import_error(v->r, text.p, "this is no word of a set; left out");
  }
}

// The class of the block of that name, else the verb itself.
static str verb_of_block(verb_reader *v, str name) {
  importer *d = v->r->d;
  buf out = {0};
  str block = class_name(d, "", name), word = import_phrase(d, name);
  if (map_get(&d->blocks, block) != NO_VALUE)
    buf_printf(&out, "<verb:%.*s>", (int)block.len, block.p);
  else
    import_words(&out, word);
  return copy_buf(d, &out);
}

typedef struct {
  str source, target, verb; // of the inner event
  str outer, code;
} transformation;

// "~ a (b . ATTACK) SAY = a b 112"
static bool split_transformation(str text, transformation *t) {
  uint32_t open = str_find(text, S("(")), shut = str_find(text, S(")"));
  uint32_t equals = str_find(text, S("="));
  if (open > shut || shut > equals || equals == UINT32_MAX)
    return false;
  str inner = str_trim(str_slice(text, open + 1, shut));
  t->source = str_cut(&inner, ' ');
  t->target = str_cut(&inner, ' ');
  t->verb = str_trim(inner);
  t->outer = str_trim(str_slice(text, shut + 1, equals));
  str result = str_trim(str_slice(text, equals + 1, text.len));
  bool plain = str_eq(str_cut(&result, ' '), S("a")) &&
               str_eq(str_cut(&result, ' '), S("b"));
  t->code = str_trim(result);
  return plain && t->verb.len && t->outer.len && t->code.len;
}

// Who does it below is whom it concerns: (b . V); or upon whom our own actor
// does it: (a b V), (_ b V).
static void read_transformation(verb_reader *v, str text) {
  transformation t;
  import_reader *r = v->r;
  close_block(v);
  if (!split_transformation(text, &t)) {
    import_error(r, text.p,
                 "a transformation is ~ a (a b VERB) VERB = a b "
                 "code");
    return;
  }
  if (str_eq(t.verb, S("Q")))
    return; // any verb: what loose lines do anyway
  if (!import_words_plain(import_phrase(r->d, t.verb)) ||
      !import_words_plain(import_phrase(r->d, t.outer))) {
    import_error(r, text.p, "this is no verb");
    return;
  }
  str code = read_code(v, t.code);
  bool by = str_eq(t.source, S("b"));
  if (!code.len || (!by && !str_eq(t.target, S("b")))) {
    import_error(r, text.p, "this transformation has no line of ours");
    return;
  }
  str outer = verb_of_block(v, t.outer), inner = verb_of_block(v, t.verb);
  buf line = {0};
  buf_printf(&line, by ? "%.*s {RECIPIENT %.*s *}" : "%.*s {%.*s * RECIPIENT}",
             (int)outer.len, outer.p, (int)inner.len, inner.p);
  v->name = join(r->d, "transform-", import_phrase(r->d, t.outer));
  add_line(v, code, copy_buf(r->d, &line));
  close_block(v);
  v->verbs.p = NULL;
}

void import_verbs(import_reader *r) {
  verb_reader v = {.r = r};
  while (import_next(r)) {
    str text = str_trim(r->text);
    if (str_starts(text, S("---")))
      read_head(&v, text);
    else if (text.p[0] == '&')
      read_set(&v, text);
    else if (text.p[0] == '+' && v.in_set)
      read_member(&v, text);
    else if (text.p[0] == '~')
      read_transformation(&v, text);
    else if (str_starts(text, S("- ")) || text.p[0] == '*')
      read_pattern(&v, str_slice(text, text.p[0] == '-', text.len));
    else
      read_verb(&v, text);
  }
  close_block(&v);
}
