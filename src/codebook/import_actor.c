// Actors with dated codes, agents with their plurals, discards.

#include "base/utf8.h"
#include "codebook/import_line.h"

// A phrase may stand in front of many synonyms; the longest entry of the
// Phoenix dictionaries has 90.
typedef struct {
  str code; // "-": nobody
  day from, to;
} dated_code;

typedef struct {
  import_reader *r;
  bool stems; // TABARI's: a word without "_" behind it is the head of others
  VEC(str) phrases;
  VEC(dated_code) codes;
} actor_entry;

static void write_day(buf *out, day d) {
  char text[11];
  buf_byte(out, '\t');
  if (d == NO_DAY)
    return;
  day_write(text, d);
  buf_add(out, (str){text, 10});
}

static void write_actor(importer *d, str phrase, const dated_code *c) {
  buf *out = &d->out[IMPORT_OUT_ACTORS];
  buf_add(out, phrase);
  buf_byte(out, '\t');
  buf_add(out, c->code);
  write_day(out, c->from);
  write_day(out, c->to);
  buf_byte(out, '\n');
  d->n_actors++;
}

// A code without days is for what the others leave, wherever it stands.
static void flush(actor_entry *e) {
  for (uint32_t i = 0; i < e->phrases.n; i++)
    for (int dated = 1; dated >= 0; dated--)
      for (uint32_t k = 0; k < e->codes.n; k++) {
        const dated_code *c = &e->codes.at[k];
        if ((c->from != NO_DAY || c->to != NO_DAY) == dated)
          write_actor(e->r->d, e->phrases.at[i], c);
      }
  e->phrases.n = e->codes.n = 0;
}

// YYMMDD or YYYYMMDD; years of two digits up to 30 are of this century, as in
// PETRARCH. Impossible months and days are reported as no date.
static bool read_date(str s, day *out) {
  int64_t v;
  s = str_trim(s);
  if ((s.len != 6 && s.len != 8) || !str_to_i64(s, &v) || v < 0)
    return false;
  int year = (int)(v / 10000), month = (int)(v / 100 % 100);
  int d = (int)(v % 100);
  if (s.len == 6)
    year += year <= 30 ? 2000 : 1900;
  if (month < 1 || month > 12 || d < 1 || d > month_days(year, month))
    return false;
  *out = day_of(year, month, d);
  return true;
}

// "<d" before that day, ">d" from it on, "a-b" from a to the day before b.
static bool read_dates(str s, dated_code *out) {
  bool ok = true;
  out->from = out->to = NO_DAY;
  s = str_trim(s);
  if (!s.len)
    return true;
  if (s.p[0] == '<')
    ok = read_date(str_slice(s, 1, s.len), &out->to);
  else if (s.p[0] == '>')
    return read_date(str_slice(s, 1, s.len), &out->from);
  else {
    uint32_t dash = str_find(s, S("-"));
    ok = dash != UINT32_MAX && read_date(str_slice(s, 0, dash), &out->from) &&
         read_date(str_slice(s, dash + 1, s.len), &out->to);
  }
  if (ok)
    out->to--;
  return ok;
}

static bool is_actor_code(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (!(s.p[i] >= '0' && s.p[i] <= '9') &&
        !(s.p[i] >= 'A' && s.p[i] <= 'Z') && s.p[i] != '/' && s.p[i] != '-')
      return false;
  return s.len > 0;
}

static str upper(arena *m, str s) {
  char *out = arena_raw(m, s.len + 1);
  for (uint32_t i = 0; i < s.len; i++)
    out[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ? s.p[i] - 32 : s.p[i]);
  return (str){out, s.len};
}

// All of "[CODE] [CODE dates] …".
static void read_codes(actor_entry *e, str rest) {
  import_reader *r = e->r;
  str inner;
  while (import_bracket(&rest, &inner)) {
    dated_code c;
    uint32_t n = 0;
    while (n < inner.len && inner.p[n] != ' ' && inner.p[n] != '\t' &&
           inner.p[n] != '<' && inner.p[n] != '>')
      n++;
    c.code = upper(r->d->m, str_slice(inner, 0, n));
    if (!is_actor_code(c.code))
      import_error(r, inner.p, "'%.*s' is no actor's code", (int)inner.len,
                   inner.p);
    else if (!read_dates(str_slice(inner, n, inner.len), &c))
      import_error(r, inner.p, "'%.*s' is no date; the code is left out",
                   (int)(inner.len - n), inner.p + n);
    else {
      if (str_starts(c.code, S("---")))
        c.code = S("-");
      *vec_push(r->d->m, &e->codes) = c;
    }
  }
  if (str_trim(rest).len)
    import_error(r, str_trim(rest).p, "here a code in brackets was expected");
}

// "SYRI" as "syri*", "SYRIA_" as "syria"; "~" joins words as "_" does, behind
// a stem.
static str stem_phrase(importer *d, str name) {
  buf out = {0};
  str s = str_trim(name);
  for (uint32_t i = 0; i < s.len; i++) {
    char c = s.p[i], next = i + 1 < s.len ? s.p[i + 1] : ' ';
    bool cut = c == ' ' || c == '\t' || c == '_' || c == '~';
    bool ends = next == ' ' || next == '\t' || next == '~';
    buf_byte(&out, cut ? ' ' : c);
    if (!cut && ends)
      buf_byte(&out, '*');
  }
  str phrase = import_phrase(d, buf_str(&out));
  buf_free(&out);
  return phrase;
}

static void add_phrase(actor_entry *e, str text) {
  import_reader *r = e->r;
  uint32_t bracket = str_find(text, S("["));
  str name = str_slice(text, 0, bracket);
  bool odd = str_find(name, S("+")) != UINT32_MAX ||
             str_find(name, S("{")) != UINT32_MAX ||
             str_find(name, S("]")) != UINT32_MAX;
  str phrase = e->stems ? stem_phrase(r->d, name) : import_phrase(r->d, name);
  if (odd || !phrase.len)
    import_error(r, name.p, "this is no phrase of one actor; left out");
  else
    *vec_push(r->d->m, &e->phrases) = phrase;
  if (bracket != UINT32_MAX)
    read_codes(e, str_slice(text, bracket, text.len));
}

void import_actors(import_reader *r) {
  actor_entry e = {.r = r,
                   .stems = str_ends(str_of(r->file->path), S(".actors"))};
  while (import_next(r)) {
    bool indented = r->text.p[0] == ' ' || r->text.p[0] == '\t';
    str text = str_trim(r->text);
    if (text.p[0] == '[' && (indented || e.phrases.n)) {
      read_codes(&e, text);
    } else if (text.p[0] == '+') {
      add_phrase(&e, str_slice(text, 1, text.len));
    } else {
      flush(&e);
      add_phrase(&e, text);
    }
  }
  flush(&e);
}

// --- agents

// "!MINIST! = MINISTER, MINISTERS, MINISTRY, MINISTRIES"
typedef struct {
  str name, members;
} agent_set;

typedef struct {
  import_reader *r;
  VEC(agent_set) sets;
} agent_reader;

// Longest run of substitutions in one phrase; the dictionaries have one.
enum { MAX_SETS = 3 };

static void write_agent(agent_reader *g, str phrase, str code) {
  importer *d = g->r->d;
  buf *out = &d->out[IMPORT_OUT_ROLES];
  str form = import_phrase(d, phrase);
  if (!form.len)
    return;
  buf_add(out, form);
  buf_add(out, S("\t\tperson\t\t\t"));
  buf_add(out, code);
  buf_byte(out, '\n');
  d->n_agents++;
}

static const agent_set *find_set(const agent_reader *g, str name) {
  for (uint32_t i = 0; i < g->sets.n; i++)
    if (str_eq(g->sets.at[i].name, name))
      return &g->sets.at[i];
  return NULL;
}

// Writes the phrase once for each member of the sets in it.
static void expand(agent_reader *g, str phrase, str code, int depth) {
  uint32_t at = str_find(phrase, S("!"));
  if (at == UINT32_MAX) {
    write_agent(g, phrase, code);
    return;
  }
  str after = str_slice(phrase, at + 1, phrase.len);
  uint32_t end = str_find(after, S("!"));
  const agent_set *set =
      end == UINT32_MAX ? NULL : find_set(g, str_slice(after, 0, end));
  if (!set || depth == MAX_SETS) {
    import_error(g->r, phrase.p, "no set of this name stands above");
    return;
  }
  for (str rest = set->members; rest.p;) {
    str member = str_trim(str_cut(&rest, ','));
    buf whole = {0};
    buf_add(&whole, str_slice(phrase, 0, at));
    buf_add(&whole, member);
    buf_add(&whole, str_slice(after, end + 1, after.len));
    str copy = arena_copy(g->r->d->m, buf_str(&whole));
    buf_free(&whole);
    if (member.len)
      expand(g, copy, code, depth + 1);
  }
}

static void read_set(agent_reader *g, str text, uint32_t equals) {
  str name = str_trim(str_slice(text, 0, equals));
  if (name.len < 3 || !str_ends(name, S("!"))) {
    import_error(g->r, text.p, "a set is !NAME! = MEMBER, MEMBER");
    return;
  }
  *vec_push(g->r->d->m, &g->sets) = (agent_set){
      str_slice(name, 1, name.len - 1), str_slice(text, equals + 1, text.len)};
}

// PHRASE {PLURAL} [~CODE]
static void read_agent(agent_reader *g, str text) {
  uint32_t brace = str_find(text, S("{")), bracket = str_find(text, S("["));
  uint32_t end = str_find(text, S("}"));
  str rest = str_slice(text, bracket, text.len), code;
  if (bracket == UINT32_MAX || !import_bracket(&rest, &code) ||
      (brace < bracket && (end == UINT32_MAX || end > bracket))) {
    import_error(g->r, text.p, "an agent is PHRASE {PLURAL} [~CODE]");
    return;
  }
  code = upper(g->r->d->m, code);
  bool behind = str_starts(code, S("~"));
  if (!is_actor_code(str_slice(code, behind, code.len - !behind)) ||
      (!behind && !str_ends(code, S("~")))) {
    import_error(g->r, text.p + bracket, "an agent's code is ~CODE or CODE~");
    return;
  }
  expand(g, str_slice(text, 0, brace < bracket ? brace : bracket), code, 0);
  if (brace < bracket)
    write_agent(g, str_slice(text, brace + 1, end), code);
}

void import_agents(import_reader *r) {
  agent_reader g = {.r = r};
  while (import_next(r)) {
    str text = str_trim(r->text);
    uint32_t equals = str_find(text, S("="));
    if (text.p[0] == '!' && equals != UINT32_MAX)
      read_set(&g, text, equals);
    else
      read_agent(&g, text);
  }
}

// --- discards

// "PHRASE" for its sentence, "+PHRASE" for its document.
void import_discards(import_reader *r) {
  importer *d = r->d;
  buf *out = &d->out[IMPORT_OUT_DISCARDS];
  buf whole = {0};
  buf_add(out, S("DISCARD imported   scope sentence   reason discard\n"));
  while (import_next(r)) {
    str text = str_trim(r->text);
    bool document = text.p[0] == '+';
    str phrase = import_phrase(d, str_slice(text, document, text.len));
    if (!import_words_plain(phrase)) {
      import_error(r, text.p, "this is no phrase");
      continue;
    }
    buf *to = document ? &whole : out;
    buf_add(to, S("  loose ["));
    import_words(to, phrase);
    buf_add(to, S("]\n"));
    d->n_discards++;
  }
  if (whole.len) {
    buf_add(out, S("\nDISCARD imported-page   scope document   reason "
                   "discard\n"));
    buf_add(out, buf_str(&whole));
  }
  buf_free(&whole);
}
