#include "base/put.h"
#include "serve/route.h"
#include "serve/schemas.h" // made of schemas.json

static void put_parameter(buf *b, const char *name, const char *in,
                          const char *what, const char *schema, bool required) {
  put_sep(b);
  buf_byte(b, '{');
  put_text(b, "name", str_of(name));
  put_text(b, "in", str_of(in));
  put_text(b, "description", str_of(what));
  put_bool(b, "required", required);
  put_json(b, "schema", str_of(schema));
  buf_byte(b, '}');
}

static void put_parameters(buf *b, const route *r) {
  put_key(b, "parameters");
  buf_byte(b, '[');
  if (r->id)
    put_parameter(b, "id", "path", r->id, "{\"type\":\"string\"}", true);
  for (uint32_t i = 0; i < ROUTE_ARGS && r->args[i].name; i++)
    put_parameter(b, r->args[i].name, "query", r->args[i].what,
                  r->args[i].schema, r->args[i].required);
  buf_byte(b, ']');
}

// A body by the name of its schema, or by its Content-Type alone.
static void put_content(buf *b, const char *gives) {
  bool named = !strchr(gives, '/');
  put_key(b, "content");
  buf_byte(b, '{');
  put_key(b, named ? "application/json" : gives);
  if (named)
    buf_printf(b, "{\"schema\":{\"$ref\":\"#/components/schemas/%s\"}}", gives);
  else
    buf_add(b, S("{}"));
  buf_byte(b, '}');
}

static void put_operation(buf *b, const route *r) {
  bool post = r->method[0] == 'P';
  put_key(b, post ? "post" : "get");
  buf_byte(b, '{');
  put_text(b, "summary", str_of(r->what));
  put_parameters(b, r);
  if (r->takes) {
    put_key(b, "requestBody");
    buf_add(b, S("{\"required\":true"));
    put_content(b, r->takes);
    buf_byte(b, '}');
  }
  put_key(b, "responses");
  buf_byte(b, '{');
  bool made = post && str_eq(str_of(r->gives), S("Review"));
  put_key(b, made ? "201" : "200");
  buf_add(b, S("{\"description\":\"done\""));
  put_content(b, r->gives);
  buf_add(b, S("},\"default\":{\"description\":\"an error\""));
  put_content(b, "Error");
  buf_add(b, S("}}}"));
}

static bool same_path(const route *a, const route *b) {
  return str_eq(str_of(a->path), str_of(b->path));
}

// One object a path; the methods of a path may stand apart in the table.
static void put_paths(buf *b) {
  put_key(b, "paths");
  buf_byte(b, '{');
  for (const route *r = routes; r->method; r++) {
    const route *first = routes;
    while (!same_path(first, r))
      first++;
    if (first != r)
      continue;
    put_key(b, r->path);
    buf_byte(b, '{');
    for (const route *k = r; k->method; k++)
      if (same_path(k, r))
        put_operation(b, k);
    buf_byte(b, '}');
  }
  buf_byte(b, '}');
}

void route_openapi(call *c) {
  buf *b = &c->out;
  buf_add(b, S("{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"dragoman\""));
  put_text(b, "version", S(DGM_VERSION));
  buf_byte(b, '}');
  put_paths(b);
  put_key(b, "components");
  buf_add(b, (str){SCHEMAS, (uint32_t)sizeof SCHEMAS});
  while (b->p[b->len - 1] == '\n')
    b->len--;
  buf_add(b, S("}\n"));
}
