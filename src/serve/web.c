#include "serve/web.h"
#include "serve/route.h"
#include "serve/web_files.h"

// ORDER by how often; a name that ends in none of these is sent as bytes.
static const struct {
  const char *end;
  const char *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", type_json},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".txt", type_text},
};

static answer *answers[WEB_FILES + 1];
static answer *start; // what "/" gives

static const char *type_of(str path) {
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (str_ends(path, str_of(types[i].end)))
      return types[i].type;
  return "application/octet-stream";
}

// Without a dashboard: what there is to ask.
static answer *list_routes(void) {
  buf b = {0};
  buf_add(&b, S("dragoman serve: this build has no dashboard; the API is\n\n"));
  for (const route *r = routes; r->method; r++)
    buf_printf(&b, "%-5s %-28s %s\n", r->method, r->path, r->what);
  return answer_new(200, type_text, &b);
}

void web_open(void) {
  for (uint32_t i = 0; web_files[i].path; i++) {
    str path = str_of(web_files[i].path);
    buf b = {0};
    buf_add(&b, (str){web_files[i].bytes, web_files[i].len});
    answers[i] = answer_new(200, type_of(path), &b);
    if (str_eq(path, S("index.html")))
      start = answer_hold(answers[i]);
  }
  if (!start)
    start = list_routes();
}

void web_close(void) {
  for (uint32_t i = 0; web_files[i].path; i++)
    answer_drop(answers[i]);
  answer_drop(start);
  start = NULL;
}

// Is the address this path, segment by segment?
static bool stands_at(const url *u, str path) {
  for (uint32_t i = 0; i < u->n_segments; i++)
    if (!path.p || !str_eq(str_cut(&path, '/'), u->segment[i]))
      return false;
  return !path.p;
}

answer *web_find(const url *u) {
  if (u->n_segments == 1 && !u->segment[0].len)
    return answer_hold(start);
  for (uint32_t i = 0; web_files[i].path; i++)
    if (stands_at(u, str_of(web_files[i].path)))
      return answer_hold(answers[i]);
  return NULL;
}
