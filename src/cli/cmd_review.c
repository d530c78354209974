// dragoman review: what people say of events.

#include "cli/command.h"
#include "cli/slip.h"
#include "store/read.h"
#include "store/review.h"
#include <getopt.h>
#include <stdio.h>

const char help_review[] =
    "dragoman review --db FILE accept|correct|reject ID [OPTION…]\n"
    "dragoman review --db FILE list|gold\n"
    "Keeps a judgement of an event beside the machine's coding. It belongs to\n"
    "the event's anchor, so it outlives every change of the codebook.\n\n"
    "  dragoman review --db news.db accept 5d0c…\n"
    "  dragoman review --db news.db correct 5d0c… --type AID --note 'a grant'\n"
    "  dragoman review --db news.db reject 5d0c… --note 'a football match'\n"
    "  dragoman review --db news.db list       all, a JSON line each\n"
    "  dragoman review --db news.db gold       the latest of each event, with\n"
    "                                          the event as it was coded\n\n"
    "  --type T        the right type\n"
    "  --modes M,M     the right modes\n"
    "  --factuality F  actual, planned, hypothetical or negated\n"
    "  --note TEXT\n"
    "  --reviewer E    an address; kept apart and never published\n";

typedef struct {
  const char *db;
  review r;
} review_options;

// The value of a key of a record, a string of 32 digits.
static str hex_of(str json, str key) {
  uint32_t at = str_find(json, key);
  return at == UINT32_MAX ? (str){NULL, 0}
                          : str_slice(json, at + key.len, at + key.len + 32);
}

static dgm_status add(store *s, arena *m, review *r, buf *out, dgm_error *err) {
  str json;
  dgm_status status = read_event(s, m, r->event, &json, err);
  if (status)
    return status;
  if (!json.p)
    return error_set(err, DGM_EUSAGE, "the store has no event %.*s",
                     (int)r->event.len, r->event.p);
  r->anchor = hex_of(json, S("\"anchor\":\""));
  status = review_add(s, r, out, err);
  buf_byte(out, '\n');
  return status;
}

static dgm_status list(store *s, buf *out, dgm_error *err) {
  int64_t next = 0;
  dgm_status status = DGM_OK;
  do {
    status = review_list(s, next, 1, out, &next, err);
    if (!status && out->len)
      buf_byte(out, '\n');
  } while (!status && next);
  return status;
}

static int run(review_options *o, str what) {
  store *s;
  arena m;
  buf out = {0};
  dgm_error err;
  bool reads = str_eq(what, S("list")) || str_eq(what, S("gold"));
  arena_init(&m, (size_t)1 << 30); // as for an article (api.c)
  dgm_status status =
      store_open(&s, o->db, reads ? STORE_READ : STORE_WRITE, &err);
  if (!status && str_eq(what, S("gold")))
    status = review_gold(s, &out, &err);
  else if (!status && reads)
    status = list(s, &out, &err);
  else if (!status)
    status = add(s, &m, &o->r, &out, &err);
  if (!status)
    fwrite(out.p ? out.p : "", 1, out.len, stdout);
  else
    print_error(&err);
  store_close(s);
  buf_free(&out);
  arena_close(&m);
  return status ? status == DGM_EUSAGE ? EXIT_USAGE : EXIT_INTERNAL : EXIT_DONE;
}

static bool read_factuality(review_options *o, const char *arg) {
  static const char *const names[] = {"actual", "planned", "hypothetical",
                                      "negated"};
  o->r.factuality = str_of(arg);
  for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(arg, names[i]) == 0)
      return true;
  word_error("review", "factuality", arg,
             "actual, planned, hypothetical or negated");
  return false;
}

static bool read_option(review_options *o, int letter, char *arg) {
  switch (letter) {
  case 'd':
    o->db = arg;
    return true;
  case 't':
    o->r.type = str_of(arg);
    return true;
  case 'm':
    for (char *c = arg; *c; c++)
      *c = *c == ',' ? ';' : *c;
    o->r.modes = str_of(arg);
    return true;
  case 'f':
    return read_factuality(o, arg);
  case 'n':
    o->r.note = str_of(arg);
    return true;
  case 'r':
    o->r.reviewer = str_of(arg);
    return true;
  default:
    return option_error("review"), false;
  }
}

int cmd_review(int argc, char **argv) {
  static const struct option longs[] = {
      {"db", required_argument, NULL, 'd'},
      {"type", required_argument, NULL, 't'},
      {"modes", required_argument, NULL, 'm'},
      {"factuality", required_argument, NULL, 'f'},
      {"note", required_argument, NULL, 'n'},
      {"reviewer", required_argument, NULL, 'r'},
      {NULL, 0, NULL, 0}};
  review_options o = {.db = NULL};
  for (int l; (l = getopt_long(argc, argv, "", longs, NULL)) != -1;)
    if (!read_option(&o, l, optarg))
      return EXIT_USAGE;
  int n = argc - optind;
  str what = n ? str_of(argv[optind]) : S("");
  bool reads = str_eq(what, S("list")) || str_eq(what, S("gold"));
  if (!o.db || n != (reads ? 1 : 2))
    return usage_error("review", "--db FILE, a verdict and the id of an event "
                                 "are needed; or list, or gold");
  o.r.verdict = what;
  o.r.event = reads ? what : str_of(argv[optind + 1]);
  return run(&o, what);
}
