// dragoman export: event records in the format of your choice.

#include "base/file.h"
#include "cli/command.h"
#include "cli/data.h"
#include "cli/exporting.h"
#include "cli/slip.h"
#include "ingest/lines.h"
#include "store/read.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

const char help_export[] =
    "dragoman export [OPTION…] [FILE.jsonl…|-]\n"
    "dragoman export [OPTION…] --db STORE [QUERY]\n"
    "Writes event records, as `code` prints them or a store has them, in "
    "another\nformat.\n\n"
    "  dragoman export --format csv --out events.csv events.jsonl\n"
    "  dragoman export --format parquet --out events.parquet events.jsonl.gz\n"
    "  dragoman export --format icews --out icews.tab events.jsonl\n"
    "  dragoman export --format dyad-day --documents articles.jsonl "
    "events.jsonl\n\n"
    "  --format F      jsonl, csv, parquet, sqlite; in the columns of other\n"
    "                  projects gdelt, gdelt-mentions, icews, polecat, "
    "phoenix,\n"
    "                  petrarch; counts: dyad-day (docs/exports.md)\n"
    "  --out FILE      instead of standard output\n"
    "  --db STORE      the events that QUERY finds (`dragoman query --help`)\n"
    "  --documents F   JSONL with id and published of all that was read: days\n"
    "                  without events are then known to be "
    "without\n" EXPORTING_HELP "  --codebook DIR  as for `dragoman code`\n\n"
    "`code --format F` gives the same bytes at once. Exit status: 0 all done,\n"
    "1 some lines were no records, 2 usage, 3 internal.\n";

// A record is about 2 KB; its longest part is a sentence. A document's own
// line may hold its text, which is at most 64 MB like any input.
static const uint32_t longest_line = 64u << 20;

// Output is handed on in pieces of this many bytes.
enum { PIECE = 1 << 16 };

typedef struct {
  exporting x;
  const char *out, *documents, *db;
  codebook_folders codebook;
  writer *w;
  int fd;
  uint64_t skipped;
} export_run;

static dgm_status hand_on(const export_run *r, buf *b, size_t from,
                          dgm_error *err) {
  if (b->len < from)
    return DGM_OK;
  dgm_status status = file_send(r->fd, buf_str(b), err);
  buf_clear(b);
  return status;
}

// A bad line is named and stepped over; another failure ends the export.
static dgm_status take_line(export_run *r, buf *b, str line, const char *path,
                            uint32_t number, dgm_error *err) {
  dgm_status status = writer_line(r->w, b, line, err);
  if (status != DGM_EFORMAT)
    return status;
  dgm_error where;
  error_at(&where, status, path, number, 0, "%s", err->text);
  print_error(&where);
  r->skipped++;
  return DGM_OK;
}

static dgm_status read_lines(export_run *r, stream *s, const char *path,
                             dgm_error *err) {
  line_reader lines = lines_of(s, longest_line);
  buf b = {0};
  str line = {"", 0};
  dgm_status status = DGM_OK;
  while (!status && line.p) {
    status = lines_next(&lines, &line, err);
    if (status == DGM_ELIMIT || status == DGM_EFORMAT) {
      print_error(err);
      r->skipped++;
      status = DGM_OK;
      line = (str){"", 0};
    } else if (!status && line.p && str_trim(line).len) {
      status = take_line(r, &b, line, path, lines.number, err);
    }
    if (!status)
      status = hand_on(r, &b, PIECE, err);
  }
  if (!status)
    status = hand_on(r, &b, 0, err);
  buf_free(&b);
  return status;
}

static dgm_status read_path(export_run *r, const char *path, dgm_error *err) {
  stream s;
  dgm_status status = stream_open(&s, path, err);
  if (status)
    return status;
  status = read_lines(r, &s, path, err);
  stream_close(&s);
  return status;
}

// -- from a store

typedef struct {
  export_run *run;
  buf out;
} store_view;

static dgm_status take_event(void *context, str json, int64_t row,
                             dgm_error *err) {
  store_view *v = context;
  char path[32];
  snprintf(path, sizeof path, "event %lld", (long long)row);
  dgm_status status = take_line(v->run, &v->out, json, path, 0, err);
  return status ? status : hand_on(v->run, &v->out, PIECE, err);
}

// How many documents of each day the store has, whatever the query finds.
static dgm_status take_coverage(export_run *r, store *s, arena *m,
                                const query *q, dgm_error *err) {
  static const read_group by_day = GROUP_DAY;
  counts c;
  if (!writer_wants_documents(r->x.o.format))
    return DGM_OK;
  dgm_status status = read_counts(s, m, q, &by_day, 1, &c, err);
  for (uint32_t i = 0; !status && i < c.coverage.n; i++)
    writer_covers(r->w, day_read(c.coverage.at[i].key),
                  c.coverage.at[i].documents);
  return status;
}

static dgm_status read_store(export_run *r, const query *q, arena *m,
                             dgm_error *err) {
  store *s;
  store_view v = {r, {0}};
  read_more more;
  read_page page = {.sort = SORT_ARRIVAL}; // documents stay together
  dgm_status status = store_open(&s, r->db, STORE_READ, err);
  if (status)
    return status;
  status = take_coverage(r, s, m, q, err);
  if (!status)
    status = read_events(s, m, q, &page, take_event, &v, &more, err);
  if (!status)
    status = hand_on(r, &v.out, 0, err);
  store_close(s);
  buf_free(&v.out);
  return status;
}

// The arguments are the query, with a space between two.
static dgm_status read_query(export_run *r, char **words, int n,
                             dgm_error *err) {
  arena m;
  query q;
  buf text = {0};
  arena_init(&m, (size_t)1 << 30); // as `query`
  for (int i = 0; i < n; i++) {
    if (i)
      buf_byte(&text, ' ');
    buf_add(&text, str_of(words[i]));
  }
  dgm_status status = query_parse(&q, &m, buf_str(&text), err);
  status = status ? DGM_EUSAGE : read_store(r, &q, &m, err);
  arena_close(&m);
  buf_free(&text);
  return status;
}

static dgm_status read_inputs(export_run *r, char **paths, int n,
                              dgm_error *err) {
  dgm_status status = DGM_OK;
  if (r->documents)
    status = read_path(r, r->documents, err);
  if (!status && r->db)
    return read_query(r, paths, n, err);
  if (!status && n == 0)
    status = read_path(r, "-", err);
  for (int i = 0; !status && i < n; i++)
    status = read_path(r, paths[i], err);
  return status;
}

static dgm_status end(export_run *r, dgm_error *err) {
  buf b = {0};
  bool more = true;
  dgm_status status = DGM_OK;
  while (!status && more) {
    status = writer_end(r->w, &b, &more, err);
    if (!status)
      status = hand_on(r, &b, 0, err);
  }
  buf_free(&b);
  return status;
}

static dgm_status write_all(export_run *r, char **paths, int n,
                            dgm_error *err) {
  buf head = {0};
  writer_head(r->w, &head);
  dgm_status status = hand_on(r, &head, 0, err);
  buf_free(&head);
  if (!status)
    status = read_inputs(r, paths, n, err);
  return status ? status : end(r, err);
}

static int open_out(export_run *r) {
  r->fd = STDOUT_FILENO;
  if (r->out)
    r->fd = open(r->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (r->fd < 0)
    fprintf(stderr, "dragoman: %s: cannot write: %s\n", r->out,
            strerror(errno));
  return r->fd;
}

static int run(export_run *r, char **paths, int n) {
  dgm_error err;
  dgm_status status = DGM_EIO;
  if (open_out(r) < 0)
    return EXIT_INTERNAL;
  status = write_all(r, paths, n, &err);
  if (r->out && close(r->fd) && !status)
    status = error_set(&err, DGM_EIO, "%s: cannot write: %s", r->out,
                       strerror(errno));
  if (status) {
    print_error(&err);
    return status == DGM_EUSAGE ? EXIT_USAGE : EXIT_INTERNAL;
  }
  export_counts done = writer_counts(r->w);
  if (!exporting_report(&r->x, &done, r->out))
    return EXIT_INTERNAL;
  return r->skipped ? EXIT_SKIPPED : EXIT_DONE;
}

static bool read_options(export_run *r, int argc, char **argv) {
  static const struct option longs[] = {
      EXPORTING_LONG_OPTIONS,
      {"out", required_argument, NULL, 'o'},
      {"documents", required_argument, NULL, 'd'},
      {"db", required_argument, NULL, 's'},
      {"codebook", required_argument, NULL, 'b'},
      {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1;) {
    if (c == '?') {
      option_error("export");
      return false;
    }
    if (c == 'o')
      r->out = optarg;
    else if (c == 'd')
      r->documents = optarg;
    else if (c == 's')
      r->db = optarg;
    else if (c == 'b' && !data_add_codebook(r->codebook, optarg))
      return false;
    else if (strchr(exporting_letters, c) &&
             !exporting_option(&r->x, "export", c, optarg))
      return false;
  }
  if (!r->x.o.format.len)
    return usage_error("export", "--format is missing: %s", writer_formats),
           false;
  if (!writer_knows(r->x.o.format))
    return word_error("export", "format", r->x.o.format.p, writer_formats),
           false;
  r->x.o.listed = r->documents || r->db;
  return exporting_to_file(&r->x, "export", &r->out);
}

int cmd_export(int argc, char **argv) {
  export_run r = {0};
  data d;
  dgm_error err;
  if (!read_options(&r, argc, argv))
    return EXIT_USAGE;
  if (!data_open(&d, r.codebook, NULL))
    return EXIT_INTERNAL;
  int status = EXIT_INTERNAL;
  if (writer_open(&r.w, &r.x.o, (const struct codebook *)(const void *)d.book,
                  &err))
    print_error(&err);
  else
    status = run(&r, argv + optind, argc - optind);
  writer_free(r.w);
  data_close(&d);
  return status;
}
