// What people say of events.

#include "base/put.h"
#include "serve/api.h"
#include "serve/paste.h"
#include <stdio.h>

enum { PAGE = 100, PAGE_MOST = 1000 };

void api_reviews(call *c) {
  int64_t after = 0, next;
  uint32_t limit = PAGE;
  dgm_error err;
  str cursor = call_arg(c, "after");
  if (cursor.p && !str_to_i64(cursor, &after)) {
    call_fail(c, 400, "parameter", "'after' takes what 'next' said");
    return;
  }
  if (!call_number(c, "limit", 1, PAGE_MOST, &limit))
    return;
  buf_add(&c->out, S("{\"reviews\":["));
  dgm_status status = review_list(c->w->db, after, limit, &c->out, &next, &err);
  if (status) {
    api_failed(c, status, &err);
    return;
  }
  buf_byte(&c->out, ']');
  if (next) {
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)next);
    put_text(&c->out, "next", str_of(text));
  } else {
    put_json(&c->out, "next", (str){NULL, 0});
  }
  buf_add(&c->out, S("}\n"));
}

// Reviews are rare: the store is opened for writing for each.
void api_review(call *c) {
  review r;
  store *s = NULL;
  dgm_error err;
  buf made = {0};
  const char *wrong = paste_review(&r, &c->w->m, c->body);
  if (wrong) {
    call_fail(c, 400, "body", "%s", wrong);
    return;
  }
  dgm_status status = store_open(&s, c->d->db, STORE_WRITE, &err);
  if (!status)
    status = review_add(s, &r, &made, &err);
  store_close(s);
  if (status)
    api_failed(c, status, &err);
  else
    c->answer = answer_new(201, type_json, &made);
  buf_free(&made);
  c->d->reviewed = ++c->d->version; // who asks next sees it
}
