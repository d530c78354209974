// dragoman query: events of a store, or how many there are.

#include "cli/command.h"
#include "cli/slip.h"
#include "codebook/cursor.h"
#include "export/event.h"
#include "export/record.h"
#include "store/read.h"
#include <getopt.h>
#include <stdio.h>

const char help_query[] =
    "dragoman query --db FILE [OPTION…] [QUERY…]\n"
    "Finds events in a store that `dragoman load` made. docs/query.md is the\n"
    "manual of the language; without a QUERY all events are meant.\n\n"
    "  dragoman query --db news.db 'actor:SRB recipient:NATO type:AGREE'\n"
    "  dragoman query --db news.db 'after:2023-11 \"joint drills\" "
    "-background'\n"
    "  dragoman query --db news.db --group day,type 'party:SRB'\n"
    "  dragoman query --db news.db --format csv --group dyad quad:4\n"
    "  dragoman query --keys                       the keys, with examples\n\n"
    "  --db FILE     the store\n"
    "  --format F    jsonl (default), table, csv; csv is for --group\n"
    "  --group G[,G] counts events, happenings and documents by day, week,\n"
    "                month, year, type, quad, actor, recipient, dyad, "
    "country,\n"
    "                place, outlet, factuality or story\n"
    "  --network     who did something to whom, as JSON\n"
    "  --map         where it happened, as JSON\n"
    "  --sort S      -date (default: newest first), date, -score, score,\n"
    "                -sources, sources, arrival\n"
    "  --limit N     events, or edges of a network; 0: all (default 50, 200)\n"
    "  --after C     the page behind a cursor; the last line of jsonl on\n"
    "                stderr names it\n"
    "  --keys        the keys of a query, with examples\n";

typedef enum { ASK_EVENTS, ASK_COUNTS, ASK_NETWORK, ASK_MAP } question;
typedef enum { AS_JSONL, AS_TABLE, AS_CSV } answer_format;

typedef struct {
  const char *db;
  question what;
  answer_format format;
  read_page page;
  bool limited;
  read_group groups[2];
  uint32_t n_groups;
} query_options;

static void write_out(buf *b) {
  fwrite(b->p ? b->p : "", 1, b->len, stdout);
  buf_clear(b);
}

// -- events
// --------------------------------------------------------------------

static dgm_status print_event(void *context, str json, int64_t row,
                              dgm_error *err) {
  (void)row;
  (void)context;
  if (fwrite(json.p, 1, json.len, stdout) != json.len ||
      fputc('\n', stdout) == EOF)
    return error_set(err, DGM_EIO, "cannot write the output");
  return DGM_OK;
}

// For people: the document's title where it changes, then the event.
typedef struct {
  arena m;
  buf out;
  str last; // document
  char room[64];
} table_view;

static dgm_status print_table(void *context, str json, int64_t row,
                              dgm_error *err) {
  table_view *t = context;
  export_record r;
  (void)row;
  arena_reset(&t->m);
  dgm_status status = record_read(&r, &t->m, json, err);
  if (status)
    return status;
  str id = str_from(r.document.id);
  if (!str_eq(str_slice(id, 0, sizeof t->room), t->last)) {
    str title = str_from(r.document.title.p ? r.document.title : r.document.id);
    buf_printf(&t->out, "%.*s · %.*s\n", (int)title.len, title.p,
               (int)r.document.published.len, r.document.published.p);
    t->last = str_slice(id, 0, sizeof t->room);
    memcpy(t->room, t->last.p, t->last.len);
    t->last.p = t->room;
  }
  export_table_event(&t->out, &r.event, (table_style){100, false});
  write_out(&t->out);
  return DGM_OK;
}

static dgm_status ask_events(const query_options *o, store *s, arena *m,
                             const query *q, dgm_error *err) {
  read_more more;
  table_view t = {.last = {"", 0}};
  arena_init(&t.m, 64 << 20); // an event's record and its lists
  dgm_status status = read_events(
      s, m, q, &o->page, o->format == AS_TABLE ? print_table : print_event, &t,
      &more, err);
  arena_close(&t.m);
  buf_free(&t.out);
  if (!status && more.next[0]) {
    fflush(stdout);
    fprintf(stderr, "dragoman: more with --after %s\n", more.next);
  }
  return status;
}

// -- counts
// --------------------------------------------------------------------

// Documents of the store on that day, the denominator of the counts.
static uint32_t covered(const counts *c, str key) {
  for (uint32_t i = 0; i < c->coverage.n; i++)
    if (key.p && str_eq(c->coverage.at[i].key, key))
      return c->coverage.at[i].documents;
  return 0;
}

static void csv_counts(buf *b, const counts *c) {
  bool time = c->group[0] <= GROUP_YEAR;
  for (uint32_t i = 0; i < c->n_group; i++)
    buf_printf(b, "%s,", read_group_name(c->group[i]));
  buf_add(b, S("events,happenings,documents"));
  buf_add(b, time ? S(",coverage\r\n") : S("\r\n"));
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const count_row *r = &c->rows.at[i];
    for (uint32_t k = 0; k < c->n_group; k++) {
      export_csv_field(b, r->key[k]);
      buf_byte(b, ',');
    }
    buf_printf(b, "%u,%u,%u", r->events, r->happenings, r->documents);
    if (time)
      buf_printf(b, ",%u", covered(c, r->key[0]));
    buf_add(b, S("\r\n"));
  }
}

// Columns are as wide as characters of ASCII are; names with others stand a
// little to the left.
static void table_key(buf *b, str key, uint32_t width) {
  str shown = key.p ? key : S("-");
  buf_printf(b, "%-*.*s  ", (int)width, (int)shown.len, shown.p);
}

static void table_counts(buf *b, const counts *c) {
  uint32_t width[2] = {0, 0};
  bool time = c->group[0] <= GROUP_YEAR;
  for (uint32_t k = 0; k < c->n_group; k++) {
    width[k] = (uint32_t)strlen(read_group_name(c->group[k]));
    for (uint32_t i = 0; i < c->rows.n; i++)
      if (c->rows.at[i].key[k].len > width[k])
        width[k] = c->rows.at[i].key[k].len;
    table_key(b, str_of(read_group_name(c->group[k])), width[k]);
  }
  buf_add(b, S("events  happenings  documents"));
  buf_add(b, time ? S("  coverage\n") : S("\n"));
  for (uint32_t i = 0; i < c->rows.n; i++) {
    const count_row *r = &c->rows.at[i];
    for (uint32_t k = 0; k < c->n_group; k++)
      table_key(b, r->key[k], width[k]);
    buf_printf(b, "%6u  %10u  %9u", r->events, r->happenings, r->documents);
    if (time)
      buf_printf(b, "  %8u", covered(c, r->key[0]));
    buf_byte(b, '\n');
  }
}

static dgm_status ask_counts(const query_options *o, store *s, arena *m,
                             const query *q, buf *b, dgm_error *err) {
  counts c;
  dgm_status status = read_counts(s, m, q, o->groups, o->n_groups, &c, err);
  if (status)
    return status;
  if (o->format == AS_CSV) {
    csv_counts(b, &c);
  } else if (o->format == AS_TABLE) {
    table_counts(b, &c);
  } else {
    counts_json(b, &c);
    buf_byte(b, '\n');
  }
  return DGM_OK;
}

// -- the rest
// ------------------------------------------------------------------

static dgm_status ask_other(const query_options *o, store *s, arena *m,
                            const query *q, buf *b, dgm_error *err) {
  network n;
  place_map p;
  uint32_t edges = o->limited ? o->page.limit : 200;
  dgm_status status;
  if (o->what == ASK_NETWORK) {
    status = read_network(s, m, q, edges ? edges : UINT32_MAX, &n, err);
    if (!status)
      network_json(b, &n);
  } else {
    status = read_map(s, m, q, &p, err);
    if (!status)
      map_json(b, &p);
  }
  buf_byte(b, '\n');
  return status;
}

// The query with a mark under what is wrong in it.
static void print_wrong(const query *q, const dgm_error *err) {
  print_error(err);
  if (q->wrong.end <= q->wrong.beg)
    return;
  fprintf(stderr, "  %.*s\n  ", (int)q->text.len, q->text.p);
  for (uint32_t i = 0; i < q->wrong.end && i < q->text.len; i++)
    if ((q->text.p[i] & 0xC0) != 0x80) // the first byte of a character
      fputc(i < q->wrong.beg ? ' ' : '^', stderr);
  fputc('\n', stderr);
}

static int ask(const query_options *o, str text) {
  store *s;
  query q;
  arena m;
  buf b = {0};
  dgm_error err;
  arena_init(&m, (size_t)1 << 30); // answers of a million groups fit
  dgm_status status = query_parse(&q, &m, text, &err);
  if (status) {
    print_wrong(&q, &err);
    arena_close(&m);
    return EXIT_USAGE;
  }
  status = store_open(&s, o->db, STORE_READ, &err);
  if (!status && o->what == ASK_EVENTS)
    status = ask_events(o, s, &m, &q, &err);
  else if (!status && o->what == ASK_COUNTS)
    status = ask_counts(o, s, &m, &q, &b, &err);
  else if (!status)
    status = ask_other(o, s, &m, &q, &b, &err);
  if (status)
    print_error(&err);
  else
    write_out(&b);
  store_close(s);
  buf_free(&b);
  arena_close(&m);
  return status ? status == DGM_EUSAGE ? EXIT_USAGE : EXIT_INTERNAL : EXIT_DONE;
}

static int print_keys(void) {
  uint32_t n;
  const query_key_about *keys = query_keys(&n);
  for (uint32_t i = 0; i < n; i++)
    printf("%-15s %-32s %s\n", keys[i].name, keys[i].example, keys[i].means);
  return EXIT_DONE;
}

// -- options
// -------------------------------------------------------------------

static int group_error(str wrong) {
  str names[N_GROUP];
  for (read_group g = 0; g < N_GROUP; g++)
    names[g] = str_of(read_group_name(g));
  str near = nearest_name(wrong, names, N_GROUP);
  return usage_error("query", "there is no group '%.*s'%s%.*s%s",
                     (int)wrong.len, wrong.p,
                     near.len ? "; did you mean '" : "", (int)near.len,
                     near.len ? near.p : "", near.len ? "'?" : "");
}

static bool read_groups(query_options *o, const char *arg) {
  str left = str_of(arg);
  o->what = ASK_COUNTS;
  for (o->n_groups = 0; left.p; o->n_groups++) {
    str name = str_cut(&left, ',');
    if (o->n_groups == 2)
      return usage_error("query", "--group takes one or two groups"), false;
    if (!read_group_named(&o->groups[o->n_groups], name))
      return group_error(name), false;
  }
  return true;
}

static bool read_format(query_options *o, const char *arg) {
  static const char *const names[] = {"jsonl", "table", "csv"};
  for (uint32_t i = 0; i < 3; i++)
    if (str_eq(str_of(arg), str_of(names[i]))) {
      o->format = (answer_format)i;
      return true;
    }
  usage_error("query", "--format takes jsonl, table or csv, not %s", arg);
  return false;
}

static bool read_option(query_options *o, int letter, const char *arg) {
  int64_t n;
  switch (letter) {
  case 'd':
    o->db = arg;
    return true;
  case 'F':
    return read_format(o, arg);
  case 'g':
    return read_groups(o, arg);
  case 'N':
    o->what = ASK_NETWORK;
    return true;
  case 'm':
    o->what = ASK_MAP;
    return true;
  case 'a':
    o->page.after = str_of(arg);
    return true;
  case 's':
    if (read_sort_named(&o->page.sort, str_of(arg)))
      return true;
    return word_error("query", "order", arg,
                      "-date, date, -score, score, -sources, sources or "
                      "arrival"),
           false;
  case 'l':
    o->limited = str_to_i64(str_of(arg), &n) && n >= 0 && n < UINT32_MAX;
    o->page.limit = o->limited ? (uint32_t)n : 0;
    if (o->limited)
      return true;
    return usage_error("query", "--limit takes a number, not %s", arg), false;
  default:
    return option_error("query"), false;
  }
}

// The words of the question, a space between two. A question may begin with
// "-", so options end before it.
static bool read_question(buf *out, int n, char **words) {
  for (int i = 0; i < n; i++) {
    if (words[i][0] == '-' && words[i][1] == '-')
      return false;
    if (i)
      buf_byte(out, ' ');
    buf_add(out, str_of(words[i]));
  }
  return true;
}

int cmd_query(int argc, char **argv) {
  static const struct option longs[] = {
      {"db", required_argument, NULL, 'd'},
      {"format", required_argument, NULL, 'F'},
      {"group", required_argument, NULL, 'g'},
      {"network", no_argument, NULL, 'N'},
      {"map", no_argument, NULL, 'm'},
      {"sort", required_argument, NULL, 's'},
      {"limit", required_argument, NULL, 'l'},
      {"after", required_argument, NULL, 'a'},
      {"keys", no_argument, NULL, 'k'},
      {NULL, 0, NULL, 0}};
  query_options o = {.page = {.sort = SORT_DATE_DOWN, .limit = 50}};
  for (int l; (l = getopt_long(argc, argv, "+", longs, NULL)) != -1;) {
    if (l == 'k')
      return print_keys();
    if (!read_option(&o, l, optarg))
      return EXIT_USAGE;
  }
  if (!o.db)
    return usage_error("query", "--db FILE is missing");
  if (o.format == AS_CSV && o.what != ASK_COUNTS)
    return usage_error("query", "--format csv is for --group; events as CSV: "
                                "`dragoman export --db`");
  buf text = {0};
  int status = read_question(&text, argc - optind, argv + optind)
                   ? ask(&o, buf_str(&text))
                   : usage_error("query", "options stand before the question");
  buf_free(&text);
  return status;
}
