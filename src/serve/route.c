#include "serve/route.h"

// Does the address have the form of the pattern?
static bool fits(const char *pattern, const url *u, str *id) {
  str rest = str_of(pattern + 1);
  *id = (str){NULL, 0};
  for (uint32_t i = 0; i < u->n_segments; i++) {
    if (!rest.p)
      return false;
    str want = str_cut(&rest, '/');
    if (!str_eq(want, S("{id}"))) {
      if (!str_eq(want, u->segment[i]))
        return false;
    } else if (u->segment[i].len) {
      *id = u->segment[i];
    } else {
      return false;
    }
  }
  return !rest.p;
}

static answer *not_allowed(const char *methods) {
  buf text = {0};
  buf_printf(&text, "this address takes %s only", methods);
  answer *a = answer_error(405, "method", buf_str(&text), NULL);
  answer_field_add(a, "Allow", str_of(methods));
  buf_free(&text);
  return a;
}

const route *route_find(str method, const url *u, str *id, answer **why) {
  bool get = false, post = false;
  if (str_eq(method, S("HEAD")))
    method = S("GET");
  for (const route *r = routes; r->method; r++) {
    if (!fits(r->path, u, id))
      continue;
    if (str_eq(method, str_of(r->method)))
      return r;
    get |= r->method[0] == 'G';
    post |= r->method[0] == 'P';
  }
  *why = get && post ? not_allowed("GET, HEAD, POST")
         : get       ? not_allowed("GET, HEAD")
         : post      ? not_allowed("POST")
                     : answer_error(404, "address",
                                    S("there is nothing at this address; "
                                           "/v1/openapi.json lists all"),
                                    NULL);
  return NULL;
}

static bool takes(const route *r, str name) {
  for (uint32_t i = 0; i < ROUTE_ARGS && r->args[i].name; i++)
    if (str_eq(name, str_of(r->args[i].name)))
      return true;
  return false;
}

answer *route_check(const route *r, const url *u) {
  buf text = {0};
  for (uint32_t i = 0; i < u->n_args && !text.len; i++)
    if (!takes(r, u->arg[i].name)) {
      buf_add(&text, S("unknown parameter '"));
      buf_add(&text, u->arg[i].name);
      buf_add(&text, S("'; this address takes"));
      for (uint32_t k = 0; k < ROUTE_ARGS && r->args[k].name; k++)
        buf_printf(&text, "%s %s", k ? "," : "", r->args[k].name);
      if (!r->args[0].name)
        buf_add(&text, S(" none"));
    }
  for (uint32_t i = 0; i < ROUTE_ARGS && r->args[i].name && !text.len; i++)
    if (r->args[i].required && !url_get(u, str_of(r->args[i].name)).p)
      buf_printf(&text, "the parameter '%s' is missing", r->args[i].name);
  answer *a =
      text.len ? answer_error(400, "parameter", buf_str(&text), NULL) : NULL;
  buf_free(&text);
  return a;
}
