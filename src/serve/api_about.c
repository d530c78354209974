// What the server is and what can be asked of it.

#include "base/put.h"
#include "serve/api.h"

void api_health(call *c) {
  store_facts f;
  dgm_error err;
  buf *b = &c->out;
  dgm_status status = read_facts(c->w->db, &f, &err);
  if (status) {
    api_failed(c, status, &err);
    return;
  }
  buf_byte(b, '{');
  put_text(b, "program", S("dragoman"));
  put_text(b, "version", S(DGM_VERSION));
  put_text(b, "run", str_of(c->d->run));
  put_number(b, "documents", f.documents);
  put_number(b, "events", f.events);
  put_day(b, "first", f.first);
  put_day(b, "last", f.last);
  buf_add(b, S("}\n"));
}

static void put_types(buf *b, const scheme *s) {
  put_key(b, "types");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < s->types.n; i++) {
    const event_type *t = &s->types.at[i];
    put_sep(b);
    buf_byte(b, '{');
    put_text(b, "name", t->name);
    put_number(b, "quad", t->quad);
    put_key(b, "modes");
    buf_byte(b, '[');
    for (uint32_t k = 0; k < t->n_modes; k++) {
      put_sep(b);
      buf_json(b, t->modes[k]);
    }
    buf_add(b, S("]}"));
  }
  buf_byte(b, ']');
}

static void put_contexts(buf *b, const scheme *s) {
  put_key(b, "contexts");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < s->contexts.n; i++) {
    put_sep(b);
    buf_json(b, s->contexts.at[i]);
  }
  buf_byte(b, ']');
}

static void put_query_keys(buf *b) {
  uint32_t n;
  const query_key_about *keys = query_keys(&n);
  put_key(b, "query");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < n; i++) {
    put_sep(b);
    buf_byte(b, '{');
    put_text(b, "key", str_of(keys[i].name));
    put_text(b, "means", str_of(keys[i].means));
    put_text(b, "example", str_of(keys[i].example));
    buf_byte(b, '}');
  }
  buf_byte(b, ']');
}

void api_codebook(call *c) {
  const codebook *cb = c->d->cb;
  buf *b = &c->out;
  buf_byte(b, '{');
  put_types(b, &cb->rules.scheme);
  put_contexts(b, &cb->rules.scheme);
  put_key(b, "sectors");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < cb->names.sectors.n; i++) {
    put_sep(b);
    buf_json(b, cb->names.sectors.at[i].id);
  }
  buf_byte(b, ']');
  put_query_keys(b);
  buf_add(b, S("}\n"));
}
