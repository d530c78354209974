// A rule file, line by line:
//
//   TYPE name   key value …        begins a rule, in the first column
//     key value …                  more keys, before the first frame line
//     frame line
//     + sentence. => expectation
//     - sentence. => expectation
//   off TYPE name                  switches a rule of an earlier folder off

#include "codebook/rule_read.h"
#include "codebook/rule_compile.h"

typedef struct {
  rules *r;
  lexicon *x;
  cursor c;
  uint32_t folder;
  uint32_t now; // rule that lines belong to, or NO_RULE
  bool body;    // its first frame line or example was read
  rule_classes classes;
  rule_line line;
} file_reader;

static bool is_blank_or_comment(str line) {
  str text = str_trim(line);
  return !text.len || text.p[0] == '#';
}

static void key_mode(file_reader *d, rule *u, str value, uint32_t at) {
  const event_type *type =
      u->type == NO_TYPE ? NULL : &d->r->scheme.types.at[u->type];
  uint32_t mode = type ? scheme_mode(type, value) : NO_VALUE;
  if (mode == NO_VALUE)
    cursor_error(&d->c, at,
                 "the type has no mode '%.*s'; world/events.tsv "
                 "lists its modes",
                 (int)value.len, value.p);
  else
    u->modes |= 1u << mode;
}

static void key_context(file_reader *d, rule *u, str value, uint32_t at) {
  const scheme *s = &d->r->scheme;
  uint32_t context = scheme_context(s, value);
  if (context != NO_VALUE) {
    u->contexts |= (uint64_t)1 << context;
    return;
  }
  str near = nearest_name(value, s->contexts.at, s->contexts.n);
  if (near.len)
    cursor_error(&d->c, at, "unknown context; did you mean %.*s?",
                 (int)near.len, near.p);
  else
    cursor_error(&d->c, at, "unknown context; world/contexts.tsv lists them");
}

// "cameo 042 | 043", "cameo from content", "cameo 02 from content"
static void key_cameo(file_reader *d, rule *u, str value, uint32_t at) {
  if (str_eq(value, S("from")) || str_eq(value, S("content"))) {
    u->from_content = true;
    return;
  }
  if (str_eq(value, S("none")))
    u->uncoded = true;
  if (u->uncoded || str_eq(value, S("|")))
    return;
  uint32_t code = scheme_code(&d->r->scheme, value);
  if (value.len == 2 && value.p[0] <= '9')
    u->root = value;
  else if (code == NO_VALUE)
    cursor_error(&d->c, at, "world/cameo.tsv has no code %.*s", (int)value.len,
                 value.p);
  else if (u->cameo == NO_VALUE)
    u->cameo = code;
  else if (u->mirror == NO_VALUE)
    u->mirror = code;
  else
    cursor_error(&d->c, at, "a rule has one code and one mirror: a | b");
}

// "pair 043": the same event told from the other side, as an event of its own.
static void key_pair(file_reader *d, rule *u, str value, uint32_t at) {
  u->pair = scheme_code(&d->r->scheme, value);
  if (u->pair == NO_VALUE)
    cursor_error(&d->c, at, "world/cameo.tsv has no code %.*s", (int)value.len,
                 value.p);
}

static void key_scope(file_reader *d, rule *u, str value, uint32_t at) {
  static const char *const names[] = {"frame", "sentence", "document"};
  for (uint32_t i = 0; i < 3; i++)
    if (str_eq(value, str_of(names[i]))) {
      u->scope = (discard_scope)i;
      return;
    }
  cursor_error(&d->c, at, "the scope is frame, sentence or document");
}

static void key_reason(file_reader *d, rule *u, str value, uint32_t at) {
  (void)at;
  u->reason = rules_reason(d->r, value);
}

static void key_confidence(file_reader *d, rule *u, str value, uint32_t at) {
  if (!str_to_double(value, &u->confidence) || u->confidence < 0 ||
      u->confidence > 1)
    cursor_error(&d->c, at, "the confidence is a number from 0 to 1");
}

typedef struct {
  const char *name;
  void (*read)(file_reader *, rule *, str, uint32_t);
  bool discard; // for DISCARD rules, else for the others
} rule_key;

static const rule_key keys[] = {
    {"mode", key_mode, false},    {"context", key_context, false},
    {"cameo", key_cameo, false},  {"confidence", key_confidence, false},
    {"pair", key_pair, false},    {"scope", key_scope, true},
    {"reason", key_reason, true},
};

static const rule_key *find_key(str word) {
  for (uint32_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (str_eq(word, str_of(keys[i].name)))
      return &keys[i];
  return NULL;
}

// Reads "key value value key value …" to the end of the line.
static void read_keys(file_reader *d) {
  rule *u = &d->r->all.at[d->now];
  const rule_key *key = NULL;
  for (cursor_skip(&d->c); !cursor_end(&d->c) && !d->c.failed;
       cursor_skip(&d->c)) {
    uint32_t at = d->c.at;
    str word = cursor_word(&d->c);
    const rule_key *next = find_key(word);
    if (next && next->discard != u->discard)
      cursor_error(&d->c, at, "'%s' is %s", next->name,
                   u->discard ? "not for DISCARD rules"
                              : "for DISCARD rules only");
    else if (next)
      key = next;
    else if (key)
      key->read(d, u, word, at);
    else
      cursor_error(&d->c, at,
                   "here stands mode, context, cameo, pair, confidence, "
                   "scope or reason");
  }
}

static str full_name(file_reader *d, str type, str name) {
  char *p = arena_raw(d->r->m, type.len + name.len + 2);
  memcpy(p, type.p, type.len);
  p[type.len] = '/';
  if (name.len)
    memcpy(p + type.len + 1, name.p, name.len);
  return (str){p, type.len + 1 + name.len};
}

// An earlier rule of that name: an overlay replaces ours, one folder may not
// have two.
static void replace(file_reader *d, str name, uint32_t at) {
  uint32_t old = rules_find(d->r, name);
  if (old == NO_RULE)
    return;
  rule *u = &d->r->all.at[old];
  if (u->folder == d->folder)
    cursor_error(&d->c, at, "the rule stands already at %s:%u",
                 strrchr(u->path, '/') ? strrchr(u->path, '/') + 1 : u->path,
                 u->line);
  u->off = true;
  u->replaced_by = d->r->all.n;
}

static bool read_type(file_reader *d, str type, rule *u) {
  const scheme *s = &d->r->scheme;
  u->type = scheme_type(s, type);
  u->discard = str_eq(type, S("DISCARD"));
  if (u->type != NO_VALUE || u->discard || str_eq(type, S("CODE"))) {
    u->type = u->type == NO_VALUE ? NO_TYPE : u->type;
    return true;
  }
  cursor_error(&d->c, 0,
               "a rule begins with an event type, DISCARD or CODE "
               "in the first column; its lines are indented");
  return false;
}

// What a rule without "confidence" gets until its precision is measured.
static const double DEFAULT_CONFIDENCE = 0.7;

static void begin_rule(file_reader *d) {
  rules *r = d->r;
  rule u = {.root = S(""),
            .cameo = NO_VALUE,
            .mirror = NO_VALUE,
            .pair = NO_VALUE,
            .confidence = DEFAULT_CONFIDENCE,
            .path = d->c.file->path,
            .line = d->c.line,
            .folder = d->folder,
            .first_example = r->examples.n,
            .first_pattern = r->patterns.n,
            .replaced_by = NO_RULE};
  str type = cursor_word(&d->c);
  d->now = NO_RULE;
  d->body = false;
  if (!read_type(d, type, &u))
    return;
  cursor_skip(&d->c);
  uint32_t at = d->c.at;
  str name = cursor_word(&d->c);
  if (!name.len || find_key(name)) {
    cursor_error(&d->c, at, "a rule has a name behind its type");
    return;
  }
  u.name = full_name(d, type, name);
  u.reason = u.discard ? rules_reason(r, name) : 0;
  replace(d, u.name, at);
  d->now = r->all.n;
  *vec_push(r->m, &r->all) = u;
  map_put(&r->by_name, r->m, u.name, d->now);
  read_keys(d);
}

static void read_off(file_reader *d) {
  cursor_word(&d->c);
  str type = cursor_word(&d->c);
  uint32_t at = d->c.at + 1;
  str name = cursor_word(&d->c);
  uint32_t old = rules_find(d->r, full_name(d, type, name));
  d->now = NO_RULE;
  if (old == NO_RULE)
    cursor_error(&d->c, at, "there is no rule of this name to switch off");
  else
    d->r->all.at[old].off = true;
}

static void read_example(file_reader *d) {
  cursor *c = &d->c;
  rule_example e = {.rule = d->now, .line = c->line, .path = c->file->path};
  e.must = cursor_peek(c) == '+';
  c->at++;
  str rest = str_slice(c->text, c->at, c->text.len);
  uint32_t arrow = str_find(rest, S("=>"));
  if (arrow == UINT32_MAX) {
    cursor_error(c, c->at, "an example ends with => and what is expected");
    return;
  }
  e.text = str_trim(str_slice(rest, 0, arrow));
  e.expected = str_trim(str_slice(rest, arrow + 2, rest.len));
  if (!e.text.len || !e.expected.len)
    cursor_error(c, c->at, "an example is: sentence => expectation");
  else
    *vec_push(d->r->m, &d->r->examples) = e;
}

static bool is_key_line(file_reader *d) {
  uint32_t at = d->c.at;
  const rule_key *key = find_key(cursor_word(&d->c));
  d->c.at = at;
  return key && !d->body;
}

static void read_body(file_reader *d) {
  cursor *c = &d->c;
  cursor_skip(c);
  if (d->now == NO_RULE)
    return; // its head was reported
  char b = cursor_peek(c);
  if (is_key_line(d)) {
    read_keys(d);
    return;
  }
  d->body = true;
  if (b == '+' || b == '-') {
    read_example(d);
  } else if (rule_line_read(&d->line, c, d->r, d->x)) {
    compiler m = {.r = d->r,
                  .x = d->x,
                  .c = c,
                  .line = &d->line,
                  .rule = d->now,
                  .classes = &d->classes};
    rule_compile(&m);
  }
}

static void read_line(file_reader *d) {
  char b = cursor_peek(&d->c);
  if (b == ' ' || b == '\t')
    read_body(d);
  else if (str_starts(d->c.text, S("off ")))
    read_off(d);
  else
    begin_rule(d);
  if (d->now == NO_RULE)
    return;
  rule *u = &d->r->all.at[d->now];
  u->n_examples = d->r->examples.n - u->first_example;
  u->n_patterns = d->r->patterns.n - u->first_pattern;
}

void rule_read_file(rules *r, lexicon *x, const source_file *file,
                    uint32_t folder, reporter *errors) {
  file_reader *d = arena_new(r->m, file_reader, 1);
  *d = (file_reader){.r = r, .x = x, .folder = folder, .now = NO_RULE};
  d->c = (cursor){.file = file, .errors = errors};
  d->classes = (rule_classes){lexicon_class(x, S("article")),
                              lexicon_class(x, S("preposition")),
                              lexicon_class(x, S("particle"))};
  for (str rest = file->bytes; rest.p;) {
    str line = str_cut(&rest, '\n');
    if (line.len && line.p[line.len - 1] == '\r')
      line.len--;
    d->c.text = line;
    d->c.line++;
    d->c.at = 0;
    d->c.failed = false;
    if (!is_blank_or_comment(line))
      read_line(d);
  }
}
