// The file of alerts: a line each, four columns between tabs.

#include "base/file.h"
#include "serve/alert.h"

enum {
  FILE_MOST = 1 << 20,
  NAME_MOST = 64, // it goes into a header and an environment
};

typedef struct {
  const char *path;
  uint32_t line;
  str whole;
} line_at;

static dgm_status wrong(const line_at *at, str where, const char *why,
                        dgm_error *err) {
  uint32_t column = where.p ? (uint32_t)(where.p - at->whole.p) + 1 : 1;
  return error_at(err, DGM_EFORMAT, at->path, at->line, column, "%s", why);
}

static bool is_name(str s) {
  for (uint32_t i = 0; i < s.len; i++) {
    char c = s.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
          (c >= '0' && c <= '9') || c == '-' || c == '_'))
      return false;
  }
  return s.len && s.len <= NAME_MOST;
}

static bool is_known(const alert_list *l, str name) {
  for (uint32_t i = 0; i < l->all.n; i++)
    if (str_eq(l->all.at[i].name, name))
      return true;
  return false;
}

static dgm_status read_kind(alert *a, str kind, const line_at *at,
                            dgm_error *err) {
  if (str_eq(kind, S("command")))
    a->kind = ALERT_COMMAND;
  else if (!str_eq(kind, S("webhook")))
    return wrong(at, kind, "the third column is webhook or command", err);
  else if (!str_starts(a->target, S("http://")) &&
           !str_starts(a->target, S("https://")))
    return wrong(at, a->target, "a webhook begins with http:// or https://",
                 err);
  return DGM_OK;
}

static dgm_status read_query(alert *a, str text, const line_at *at, arena *m,
                             dgm_error *err) {
  dgm_error why;
  if (query_parse(&a->query, m, text, &why) == DGM_OK)
    return DGM_OK;
  str place = str_slice(text, a->query.wrong.beg, a->query.wrong.end);
  return wrong(at, place, why.text, err);
}

static dgm_status read_line(alert_list *l, const line_at *at, dgm_error *err) {
  str rest = at->whole;
  str name = str_cut(&rest, '\t'), text = str_cut(&rest, '\t');
  str kind = str_cut(&rest, '\t');
  alert a = {.name = name, .target = str_trim(rest)};
  if (!is_name(name))
    return wrong(at, name,
                 "a name has letters, digits, - and _, at most 64 of them",
                 err);
  if (is_known(l, name))
    return wrong(at, name, "this name stands above already", err);
  if (!a.target.len)
    return wrong(at, rest,
                 "four columns between tabs: name, query, webhook or command, "
                 "target",
                 err);
  dgm_status status = read_kind(&a, kind, at, err);
  if (!status)
    status = read_query(&a, text, at, &l->m, err);
  if (!status) // the line's end, or the NUL behind the file, is ours
    l->text.p[a.target.p + a.target.len - l->text.p] = 0;
  if (!status)
    *vec_push(&l->m, &l->all) = a;
  return status;
}

dgm_status alert_list_open(alert_list *l, const char *path, dgm_error *err) {
  line_at at = {.path = path};
  *l = (alert_list){.text = {0}};
  arena_init(&l->m, (size_t)64 << 20);
  dgm_status status = file_read(&l->text, path, FILE_MOST, err);
  if (status)
    return status;
  buf_byte(&l->text, '\n');
  str rest = buf_str(&l->text);
  while (rest.len && !status) {
    at.whole = str_cut(&rest, '\n');
    at.line++;
    if (str_trim(at.whole).len && at.whole.p[0] != '#')
      status = read_line(l, &at, err);
  }
  if (!status && !l->all.n)
    status = error_at(err, DGM_EFORMAT, path, 0, 0, "holds no alert");
  return status;
}

void alert_list_close(alert_list *l) {
  arena_close(&l->m);
  buf_free(&l->text);
}
