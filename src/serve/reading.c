#include "serve/reading.h"
#include "base/put.h"
#include "export/annotate.h"
#include "pipeline/pipeline.h"

static void give_text(article *a, const document *d) {
  a->text = a->raw = d->text;
  a->title_len = d->title_len;
  a->dateline = d->dateline;
  a->dateline_day = d->dateline_day;
  a->one_sentence = d->sentence;
}

static void give_meta(article *a, const document *d) {
  article_meta *m = &a->meta;
  m->id = d->id;
  m->title = d->title;
  m->url = d->url;
  m->outlet = d->outlet;
  m->byline = d->byline;
  m->section = d->section;
  m->language = d->language;
  m->published_day = d->published;
  if (d->published != NO_DAY) {
    char *text = arena_raw(a->m, 11);
    day_write(text, d->published);
    m->published = (str){text, 10};
  }
  if (d->text_hash.len == sizeof m->text_hash)
    memcpy(m->text_hash, d->text_hash.p, sizeof m->text_hash);
}

bool reading_of(worker *w, const document *d, view *out) {
  article *a = &w->article;
  article_init(a, &w->m);
  if (!d->text.p || !d->coded)
    return false;
  give_text(a, d);
  give_meta(a, d);
  a->names_wanted = true;
  pipeline_understand(a, w->d->cb, w->d->m);
  pipeline_events(a, w->d->cb, w->d->m->typer);
  view_build(out, a, w->d->cb);
  return true;
}

static void put_annotation(buf *b, worker *w, bool read) {
  put_key(b, "annotations");
  if (!read) {
    buf_add(b, S("null"));
    return;
  }
  export_annotation(b, &w->article, w->d->cb);
  b->len--; // the line's end
}

void reading_put_events(buf *b, const document *d) {
  put_key(b, "events");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < d->events.n; i++) {
    put_sep(b);
    buf_add(b, d->events.at[i]);
  }
  buf_byte(b, ']');
}

static void put_story(buf *b, const document *d) {
  if (!d->story.p) {
    put_json(b, "story", (str){NULL, 0});
    return;
  }
  put_key(b, "story");
  buf_byte(b, '{');
  put_text(b, "id", d->story);
  put_key(b, "documents");
  buf_byte(b, '[');
  for (uint32_t i = 0; i < d->family.n; i++) {
    const story_document *f = &d->family.at[i];
    put_sep(b);
    buf_byte(b, '{');
    put_text(b, "id", f->id);
    put_text(b, "title", f->title);
    put_text(b, "outlet", f->outlet);
    put_day(b, "published", f->published);
    put_text(b, "copy_of", f->copy_of);
    put_key(b, "containment");
    buf_fixed(b, f->containment / 1000.0, 3);
    buf_byte(b, '}');
  }
  buf_add(b, S("]}"));
}

static void put_about(buf *b, const document *d) {
  put_text(b, "id", d->id);
  put_text(b, "title", d->title);
  put_text(b, "text", d->text);
  put_text(b, "outlet", d->outlet);
  put_text(b, "url", d->url);
  put_day(b, "published", d->published);
  put_day(b, "modified", d->modified);
  put_text(b, "language", d->language);
  put_text(b, "byline", d->byline);
  put_text(b, "section", d->section);
}

void reading_put(buf *b, worker *w, const document *d, bool read) {
  buf_byte(b, '{');
  put_about(b, d);
  reading_put_events(b, d);
  put_json(b, "rejects", d->rejects.p ? d->rejects : S("[]"));
  put_annotation(b, w, read);
  put_json(b, "removed", d->removed.p ? d->removed : S("[]"));
  put_story(b, d);
  put_text(b, "supersedes", d->supersedes);
  put_text(b, "superseded_by", d->superseded_by);
  buf_byte(b, '}');
}
