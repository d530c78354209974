#include "cli/exporting.h"
#include "cli/command.h"
#include "export/dialect.h"
#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

const char exporting_letters[] = "FIDWLBZN";

// One of two words; false after printing that it is neither.
static bool read_choice(bool *second, const char *command, const char *option,
                        const char *arg, const char *one, const char *other) {
  *second = str_eq(str_of(arg), str_of(other));
  if (*second || str_eq(str_of(arg), str_of(one)))
    return true;
  usage_error(command, "--%s takes %s or %s, not %s", option, one, other, arg);
  return false;
}

static bool read_days(exporting *x, const char *command, const char *arg) {
  bool report;
  if (!read_choice(&report, command, "date", arg, "event", "report"))
    return false;
  x->o.days = report ? DAYS_OF_REPORT : DAYS_OF_EVENT;
  return true;
}

static bool read_include(exporting *x, const char *command, const char *arg) {
  if (choose_include(&x->o.include, str_of(arg)))
    return true;
  usage_error(command,
              "--include takes a list of claimed, denied, planned, "
              "background, not %s",
              arg);
  return false;
}

bool exporting_option(exporting *x, const char *command, int letter,
                      const char *arg) {
  switch (letter) {
  case 'F':
    x->o.format = str_of(arg);
    return true;
  case 'I':
    return read_include(x, command, arg);
  case 'D':
    return read_days(x, command, arg);
  case 'W':
    return read_choice(&x->o.one_way, command, "reciprocal", arg, "on", "off");
  case 'B':
    return read_choice(&x->o.by_code, command, "by", arg, "state", "code");
  case 'Z':
    return read_choice(&x->o.no_zeros, command, "zeros", arg, "on", "off");
  case 'N':
    return read_choice(&x->o.by_happening, command, "count", arg, "events",
                       "happenings");
  default:
    x->left_out = arg;
    return true;
  }
}

bool exporting_to_file(exporting *x, const char *command, const char **out) {
  bool file = writer_makes_file(x->o.format);
  bool bytes = str_eq(x->o.format, S("parquet")) && isatty(STDOUT_FILENO);
  if (*out || (!file && !bytes)) {
    x->o.path = file ? *out : NULL;
    *out = file ? NULL : *out;
    return true;
  }
  usage_error(command, "--format %s needs --out FILE", x->o.format.p);
  return false;
}

dgm_status exporting_lines(writer *w, buf *io, dgm_error *err) {
  buf out = {0};
  dgm_status status = DGM_OK;
  for (str left = buf_str(io); !status && left.len;)
    status = writer_line(w, &out, str_cut(&left, '\n'), err);
  buf_free(io);
  *io = out;
  return status;
}

static void say(const export_counts *c) {
  uint64_t left = c->events - c->written;
  const char *mark = ": ";
  if (!left)
    return;
  fprintf(stderr, "dragoman: %" PRIu64 " of %" PRIu64 " events left out", left,
          c->events);
  for (uint32_t i = LEFT_NOT + 1; i < N_LEFT; i++)
    if (c->left[i]) {
      fprintf(stderr, "%s%" PRIu64 " %s", mark, c->left[i],
              left_name((left_reason)i));
      mark = ", ";
    }
  fputs("\n", stderr);
}

static bool write_side_car(const exporting *x, const export_counts *c,
                           const char *path) {
  FILE *f = fopen(path, "w");
  if (f) {
    fprintf(f,
            "{\"format\":\"%.*s\",\"documents\":%" PRIu64 ",\"events\":%" PRIu64
            ",\"written\":%" PRIu64 ",\"rows\":%" PRIu64 ",\"left_out\":{",
            (int)x->o.format.len, x->o.format.p, c->documents, c->events,
            c->written, c->rows);
    for (uint32_t i = LEFT_NOT + 1; i < N_LEFT; i++)
      fprintf(f, "%s\"%s\":%" PRIu64, i > 1 ? "," : "",
              left_name((left_reason)i), c->left[i]);
    fputs("}}\n", f);
  }
  bool good = f && !ferror(f);
  if (f && fclose(f))
    good = false;
  if (!good)
    fprintf(stderr, "dragoman: %s: cannot write: %s\n", path, strerror(errno));
  return good;
}

bool exporting_report(const exporting *x, const export_counts *c,
                      const char *out) {
  bool chosen = writer_chooses(x->o.format), good = true;
  buf path = {0};
  if (chosen)
    say(c);
  if (x->left_out)
    buf_add(&path, str_of(x->left_out));
  else if (chosen && out)
    buf_printf(&path, "%s.left-out.json", out);
  if (path.len) {
    buf_byte(&path, 0);
    good = write_side_car(x, c, path.p);
  }
  buf_free(&path);
  return good;
}
