#include "cli/input.h"
#include "base/date.h"
#include "cli/command.h"
#include "cli/slip.h"
#include "codebook/codebook.h"
#include "ingest/csv.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static bool read_from(input_options *o, const char *command, const char *arg) {
  bool known;
  o->from = detect_named(str_of(arg), &known);
  if (!known)
    word_error(command, "format", arg, detect_names);
  return known;
}

static bool read_columns(input_options *o, const char *command,
                         const char *arg) {
  if (csv_columns(o->columns, str_of(arg)))
    return true;
  usage_error(command,
              "--columns takes a list such as text=body,id=story_id of text, "
              "id, title, published, url, outlet, language, not %s",
              arg);
  return false;
}

static bool read_clean(input_options *o, const char *command, const char *arg) {
  str s = str_of(arg);
  if (str_eq(s, S("auto")))
    o->clean = CLEAN_AUTO;
  else if (str_eq(s, S("on")))
    o->clean = CLEAN_ON;
  else if (str_eq(s, S("off")))
    o->clean = CLEAN_OFF;
  else {
    word_error(command, "way to clean", arg, "auto, on or off");
    return false;
  }
  return true;
}

static bool read_unit(input_options *o, const char *command, const char *arg) {
  o->sentence = str_eq(str_of(arg), S("sentence"));
  if (o->sentence || str_eq(str_of(arg), S("article")))
    return true;
  word_error(command, "unit", arg, "article or sentence");
  return false;
}

static bool read_threads(input_options *o, const char *command,
                         const char *arg) {
  int64_t n;
  if (!str_to_i64(str_of(arg), &n) || n < 1 || n > 256) {
    usage_error(command, "-j takes a number of threads from 1 to 256, not %s",
                arg);
    return false;
  }
  o->threads = (uint32_t)n;
  return true;
}

static bool read_published(input_options *o, const char *command,
                           const char *arg) {
  if (day_read(str_of(arg)) == NO_DAY) {
    usage_error(command, "--published takes a day as 2023-11-21, not %s", arg);
    return false;
  }
  o->published = (dgm_str){arg, (uint32_t)strlen(arg)};
  return true;
}

bool input_option(input_options *o, const char *command, int letter,
                  const char *arg) {
  switch (letter) {
  case 'f':
    return read_from(o, command, arg);
  case 'u':
    return read_unit(o, command, arg);
  case 'c':
    return read_clean(o, command, arg);
  case 'p':
    return read_published(o, command, arg);
  case 'j':
    return read_threads(o, command, arg);
  case 'C':
    return read_columns(o, command, arg);
  case 'b':
    return data_add_codebook(o->codebook, arg);
  case 'M':
    o->model = arg;
    return true;
  case 'o':
    o->out = arg;
    return true;
  default:
    return option_error(command), false;
  }
}

static dgm_str to_dgm(str s) {
  return (dgm_str){s.p, s.len};
}

dgm_input input_of_page(const page *p) {
  return (dgm_input){.text = to_dgm(p->bytes),
                     .format = p->format,
                     .id = to_dgm(p->id),
                     .title = to_dgm(p->title),
                     .url = to_dgm(p->url),
                     .outlet = to_dgm(p->outlet),
                     .language = to_dgm(p->language),
                     .published = to_dgm(p->published),
                     .byline = to_dgm(p->byline),
                     .section = to_dgm(p->section),
                     .fetched = to_dgm(p->fetched)};
}

dgm_status input_page(page *out, arena *m, const input_options *o,
                      const batch_item *item, dgm_error *err) {
  dgm_status status = page_of_record(out, m, &item->record, err);
  if (status)
    return status;
  if (!out->published.p)
    out->published = (str){o->published.p, o->published.len};
  if (o->clean == CLEAN_OFF)
    out->format = DGM_CLEAN;
  if (o->clean == CLEAN_ON && out->format == DGM_CLEAN)
    out->format = DGM_TEXT;
  if (o->sentence)
    out->format = DGM_SENTENCE;
  return DGM_OK;
}

static bool open_out(int *fd, const input_options *o) {
  *fd = STDOUT_FILENO;
  if (!o->out)
    return true;
  *fd = open(o->out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (*fd >= 0)
    return true;
  fprintf(stderr, "dragoman: %s: cannot write: %s\n", o->out, strerror(errno));
  return false;
}

static dgm_status write_head(int fd, str head, dgm_error *err) {
  if (!head.len || write(fd, head.p, head.len) == (ssize_t)head.len)
    return DGM_OK;
  return error_set(err, DGM_EIO, "cannot write the output: %s",
                   strerror(errno));
}

// Documents in languages without a codebook are no failures, so they are
// counted, not named one by one.
static void say_languages(const input_options *o, tally *t) {
  tally_sort(t);
  for (uint32_t i = 0; i < t->n; i++) {
    str name = str_of(t->at[i].name);
    if (o->book)
      name = languages_name(&o->book->page.languages, name);
    fprintf(stderr, "dragoman: %llu document%s in %.*s, not coded\n",
            (unsigned long long)t->at[i].n, t->at[i].n == 1 ? "" : "s",
            (int)name.len, name.p);
  }
}

int input_run(const input_options *o, char **paths, int n, const batch_job *job,
              str head, int side) {
  static const char *const standard_input[] = {"-"};
  batch_totals totals = {0};
  dgm_error err;
  int fd;
  batch_options options = {
      .paths = n ? (const char *const *)paths : standard_input,
      .n_paths = n ? (uint32_t)n : 1,
      .reading = {.from = o->from},
      .threads = o->threads ? o->threads : 1,
      .progress = isatty(STDERR_FILENO) && (o->out || !isatty(STDOUT_FILENO)),
      .what = "documents"};
  memcpy(options.reading.columns, o->columns, sizeof o->columns);
  if (!open_out(&fd, o))
    return EXIT_INTERNAL;
  dgm_status status = write_head(fd, head, &err);
  if (!status)
    status = batch_run(&options, job, fd, side, &totals, &err);
  if (fd != STDOUT_FILENO && close(fd) != 0 && !status)
    status = error_set(&err, DGM_EIO, "cannot write the output: %s",
                       strerror(errno));
  if (status) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  say_languages(o, &totals.languages);
  return totals.skipped ? EXIT_SKIPPED : EXIT_DONE;
}
