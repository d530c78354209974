// Events for people at a terminal.

#include "base/utf8.h"
#include "export/event.h"

static const char *colour_of(const dgm_event *e) {
  switch (e->quad) {
  case 1:
    return "\033[32m";
  case 2:
    return "\033[36m";
  case 3:
    return "\033[33m";
  case 4:
    return "\033[31m";
  default:
    return "\033[0m";
  }
}

static void paint(buf *out, table_style style, const char *code) {
  if (style.colour)
    buf_add(out, str_of(code));
}

// Adds s with line breaks levelled, cut to `room` characters; returns how many
// it took.
static uint32_t add_cut(buf *out, str s, uint32_t room) {
  uint32_t at = 0, n = 0;
  while (at < s.len) {
    uint32_t before = at;
    uint32_t cp = utf8_next(s, &at);
    if (n + 1 == room && at < s.len) {
      buf_add(out, S("…"));
      return room;
    }
    if (n == room)
      break;
    if (cp < 32 || cp == 127)
      buf_byte(out, ' ');
    else
      buf_add(out, str_slice(s, before, at));
    n++;
  }
  return n;
}

static void pad(buf *out, uint32_t from, uint32_t to) {
  while (from++ < to)
    buf_byte(out, ' ');
}

static void cell(buf *out, str s, uint32_t width) {
  pad(out, add_cut(out, s, width - 1), width);
}

static void add_parties(buf *line, const dgm_actor *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    if (i)
      buf_add(line, S(", "));
    str name = str_from(list[i].name.p ? list[i].name : list[i].text);
    str code = str_from(list[i].code);
    buf_add(line, name);
    if (code.len && !str_eq(code, name))
      buf_printf(line, " (%.*s)", (int)code.len, code.p);
  }
}

static void add_when(buf *line, const dgm_date *d) {
  if (!d->start.p && !d->end.p) {
    buf_add(line, S("undated"));
    return;
  }
  buf_add(line, str_from(d->start));
  if (!str_eq(str_from(d->start), str_from(d->end))) {
    buf_add(line, S("…"));
    buf_add(line, str_from(d->end));
  }
}

static void add_status(buf *line, const dgm_event *e) {
  buf_add(line, str_from(e->factuality));
  if (e->background)
    buf_add(line, S(", background"));
  for (uint32_t i = 0; i < e->n_attribution; i++) {
    const dgm_speech *s = &e->attribution[i];
    str who = str_from(s->speaker.name.p ? s->speaker.name : s->speaker.text);
    buf_printf(line, ", %.*s by %.*s", (int)s->kind.len, s->kind.p,
               who.len ? (int)who.len : 7, who.len ? who.p : "unnamed");
  }
}

static void add_facts(buf *line, const dgm_event *e) {
  add_when(line, &e->date);
  for (uint32_t i = 0; i < e->n_places; i++) {
    buf_add(line, i ? S(", ") : S(", in "));
    buf_add(line, str_from(e->places[i].name));
  }
  buf_add(line, S(" · "));
  add_status(line, e);
  for (uint32_t i = 0; i < e->n_quantities; i++) {
    buf_add(line, S(" · "));
    buf_add(line, str_from(e->quantities[i].text));
  }
}

void export_table_event(buf *out, const dgm_event *e, table_style style) {
  buf line = {0};
  uint32_t width = style.width < 60 ? 60 : style.width;
  paint(out, style, colour_of(e));
  buf_add(out, S("  "));
  cell(out, e->type.p ? str_from(e->type) : str_from(e->cameo), 11);
  paint(out, style, "\033[0m");
  add_parties(&line, e->actor, e->n_actor);
  if (!e->n_actor)
    buf_add(&line, S("(not said)"));
  if (e->n_recipient)
    buf_add(&line, S(" → "));
  add_parties(&line, e->recipient, e->n_recipient);
  add_cut(out, buf_str(&line), width - 13);
  buf_add(out, S("\n             "));
  buf_clear(&line);
  add_facts(&line, e);
  add_cut(out, buf_str(&line), width - 13);
  buf_add(out, S("\n             "));
  paint(out, style, "\033[2m");
  buf_add(out, S("“"));
  add_cut(out, str_from(e->evidence.text), width - 15);
  buf_add(out, S("”\n             "));
  buf_printf(out, "rule %.*s, bytes %u to %u\n", (int)e->evidence.rule.len,
             e->evidence.rule.p, e->evidence.span.beg, e->evidence.span.end);
  paint(out, style, "\033[0m");
  buf_free(&line);
}

void export_table(buf *out, const dgm_coder *coder, const char *name,
                  table_style style) {
  const dgm_document *d = dgm_coder_document(coder);
  size_t n = dgm_event_count(coder);
  paint(out, style, "\033[1m");
  add_cut(out, str_of(name), 60);
  paint(out, style, "\033[0m");
  if (d->title.p) {
    buf_add(out, S(" · "));
    add_cut(out, str_from(d->title), 90);
  }
  if (d->published.p)
    buf_printf(out, " · %.*s", (int)d->published.len, d->published.p);
  buf_printf(out, " · %zu event%s\n", n, n == 1 ? "" : "s");
  for (size_t i = 0; i < n; i++)
    export_table_event(out, dgm_event_at(coder, i), style);
  buf_byte(out, '\n');
}
