// A pasted text, coded on the spot; nothing of it is stored.

#include "base/put.h"
#include "export/why.h"
#include "pipeline/pipeline.h"
#include "serve/api.h"
#include "serve/paste.h"
#include "serve/reading.h"
#include "store/record.h"

static bool format_of(call *c, const paste *in, dgm_format *out) {
  if (!in->format.p || str_eq(in->format, S("clean")))
    *out = DGM_CLEAN;
  else if (str_eq(in->format, S("text")))
    *out = DGM_TEXT;
  else if (str_eq(in->format, S("html")))
    *out = DGM_HTML;
  else
    return call_fail(c, 400, "body", "'format' is clean, text or html");
  return true;
}

static bool read_page_of(call *c, page *p) {
  paste in;
  const char *wrong = paste_read(&in, &c->w->m, c->body);
  if (wrong)
    return call_fail(c, 400, "body", "%s", wrong);
  if (!str_trim(in.text).len)
    return call_fail(c, 400, "body", "the text is missing");
  if (in.text.len > PASTE_MOST)
    return call_fail(c, 413, "size", "the text has more than 1 MB");
  if (in.published.len && day_read(in.published) == NO_DAY)
    return call_fail(c, 400, "body", "'published' takes a day as 2023-11-21");
  *p = (page){.bytes = in.text,
              .title = in.title,
              .url = in.url,
              .published = in.published};
  return format_of(c, &in, &p->format);
}

// As `dragoman code` prints an event.
static str event_json(call *c, const record_document *d, uint32_t i) {
  buf b = {0};
  buf_add(&b, d->events.at[i].json);
  put_json(&b, "document", d->json);
  put_text(&b, "run", str_of(c->d->run));
  buf_byte(&b, '}');
  str out = arena_copy(&c->w->m, buf_str(&b));
  buf_free(&b);
  return out;
}

// What was coded as if it had been stored.
static void as_stored(document *out, call *c, const record_document *d) {
  *out = (document){.id = d->id,
                    .title = d->title,
                    .text = d->text,
                    .outlet = d->outlet,
                    .url = d->url,
                    .published = d->published,
                    .modified = d->modified,
                    .language = d->language,
                    .byline = d->byline,
                    .section = d->section,
                    .rejects = d->rejects,
                    .removed = d->removed};
  for (uint32_t i = 0; i < d->events.n; i++)
    *vec_push(&c->w->m, &out->events) = event_json(c, d, i);
}

// Why each event is one, by its id: nobody can ask for it later.
static void put_why(call *c) {
  view v;
  article *a = &c->w->article;
  view_build(&v, a, c->d->cb);
  put_key(&c->out, "why");
  buf_byte(&c->out, '{');
  for (uint32_t i = 0; i < v.n_events; i++) {
    put_key(&c->out, v.events[i].id);
    export_why(&c->out, a, c->d->cb, &v, i);
  }
  buf_byte(&c->out, '}');
}

void api_code(call *c) {
  static const record_options how = {.name_private = true, .no_stories = true};
  page p;
  dgm_error err;
  buf scratch = {0};
  record_document made;
  document d;
  article *a = &c->w->article;
  if (!read_page_of(c, &p))
    return;
  article_init(a, &c->w->m);
  dgm_status status =
      pipeline_code(a, c->d->cb, c->d->m, c->d->m->typer, &p, &err);
  if (status && status != DGM_ELANGUAGE) {
    call_fail(c, 422, "text", "the text %s", err.text);
    return;
  }
  record_make(&made, a, c->d->cb, c->d->m, &how, &scratch);
  buf_free(&scratch);
  as_stored(&d, c, &made);
  buf_byte(&c->out, '{');
  put_key(&c->out, "document");
  reading_put(&c->out, c->w, &d, !status);
  reading_put_events(&c->out, &d);
  put_json(&c->out, "rejects", d.rejects);
  put_why(c);
  buf_add(&c->out, S("}\n"));
}
