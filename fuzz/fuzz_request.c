// What a client may send: the first line is the target of a request, the rest a
// body, read as a pasted text, as a review and as a query.

#include "serve/paste.h"
#include "serve/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_target(str target, arena *m) {
  url u;
  str id;
  query q;
  answer *why = NULL;
  char *raw = arena_raw(m, target.len + 1);
  memcpy(raw, target.p, target.len);
  if (url_parse(&u, raw, target.len))
    return;
  const route *r = route_find(S("GET"), &u, &id, &why);
  if (r)
    why = route_check(r, &u);
  answer_drop(why);
  query_parse(&q, m, url_get(&u, S("q")), NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  arena m;
  paste p;
  review r;
  if (size > 1 << 16)
    return 0;
  str body = {(const char *)data, (uint32_t)size};
  str target = str_cut(&body, '\n');
  arena_init(&m, (size_t)64 << 20);
  if (target.len <= URL_BYTES)
    try_target(target, &m);
  paste_read(&p, &m, body);
  paste_review(&r, &m, body);
  arena_close(&m);
  return 0;
}
