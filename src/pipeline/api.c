// The public header over the pipeline. libdragoman ends here.

#include "base/hash.h"
#include "ingest/charset.h"
#include "pipeline/pipeline.h"
#include "pipeline/view.h"
#include <stdlib.h>

// An article of 64 MB of text needs about 60 bytes of record a byte of text at
// worst; 1 GB holds any newspaper's page and stops a hostile one.
static const size_t default_memory = (size_t)1 << 30;

struct dgm_coder {
  const codebook *book;
  const model *model;
  bool rules_only;
  arena m;
  article article;
  view view;
  char run[13];
};

static const codebook *book_of(const dgm_codebook *book) {
  return (const codebook *)(const void *)book;
}

static const model *model_of(const dgm_model *m) {
  return (const model *)(const void *)m;
}

dgm_status dgm_codebook_open_all(dgm_codebook **out, const char *const *folders,
                                 size_t n, dgm_report report, void *context,
                                 dgm_error *err) {
  codebook *cb = NULL;
  dgm_status status =
      codebook_open_all(&cb, folders, (uint32_t)n, report, context, err);
  *out = (dgm_codebook *)(void *)cb;
  return status;
}

dgm_status dgm_codebook_open(dgm_codebook **out, const char *folder,
                             dgm_report report, void *context, dgm_error *err) {
  return dgm_codebook_open_all(out, &folder, 1, report, context, err);
}

void dgm_codebook_free(dgm_codebook *book) {
  codebook_free((codebook *)(void *)book);
}

dgm_str dgm_codebook_hash(const dgm_codebook *book) {
  return (dgm_str){book_of(book)->hash, 32};
}

dgm_status dgm_model_open(dgm_model **out, const char *path, dgm_error *err) {
  model *m = NULL;
  dgm_status status = model_load(&m, path, getenv("DGM_KERNEL"), err);
  *out = (dgm_model *)(void *)m;
  return status;
}

void dgm_model_free(dgm_model *m) {
  model_free((model *)(void *)m);
}

dgm_str dgm_model_name(const dgm_model *m) {
  str about = model_of(m)->about;
  str line = str_trim(str_cut(&about, '\n'));
  return (dgm_str){line.p, line.len};
}

static void name_run(dgm_coder *c) {
  hasher h;
  hasher_init(&h);
  hasher_add(&h, S(DGM_VERSION));
  hasher_add_u64(&h, DGM_RECORD);
  hasher_add(&h, (str){c->book->hash, 32});
  hasher_add(&h, c->model->file.bytes.len
                     ? str_slice(c->model->file.bytes, 0, 64)
                     : c->model->about);
  const typer *t = c->rules_only ? NULL : c->model->typer;
  hasher_add(&h, t ? str_slice(t->file.bytes, 0, 64) : (str){NULL, 0});
  char hex[32];
  hasher_hex(&h, hex);
  memcpy(c->run, hex, 12);
}

dgm_status dgm_coder_new(dgm_coder **out, const dgm_codebook *book,
                         const dgm_model *m, const dgm_options *options,
                         dgm_error *err) {
  dgm_coder *c = calloc(1, sizeof *c);
  *out = c;
  if (!c)
    return error_set(err, DGM_ELIMIT, "out of memory");
  c->book = book_of(book);
  c->model = model_of(m);
  c->rules_only = options && options->rules_only;
  size_t cap = options && options->memory ? options->memory : default_memory;
  arena_init(&c->m, cap);
  article_init(&c->article, &c->m);
  name_run(c);
  return DGM_OK;
}

void dgm_coder_free(dgm_coder *c) {
  if (c)
    arena_close(&c->m);
  free(c);
}

static str str_in(dgm_str s) {
  return (str){s.p, s.len};
}

static dgm_status read_page(page *p, arena *m, const dgm_input *in,
                            dgm_error *err) {
  if (in->text.len > PAGE_MAX)
    return error_set(err, DGM_ELIMIT, "is larger than the limit of 64 MB");
  *p = (page){.bytes = str_in(in->text),
              .format = in->format,
              .id = str_in(in->id),
              .title = str_in(in->title),
              .url = str_in(in->url),
              .outlet = str_in(in->outlet),
              .language = str_in(in->language),
              .published = str_in(in->published),
              .byline = str_in(in->byline),
              .section = str_in(in->section),
              .fetched = str_in(in->fetched)};
  return charset_decode(&p->bytes, in->format == DGM_HTML, m, NULL, err);
}

dgm_status dgm_code(dgm_coder *c, const dgm_input *in, dgm_error *err) {
  jmp_buf full;
  arena_reset(&c->m);
  c->view = (view){0};
  article_init(&c->article, &c->m);
  c->m.full = &full;
  if (setjmp(full)) {
    article_init(&c->article, &c->m);
    c->view = (view){0};
    return error_set(err, DGM_ELIMIT,
                     "needs more than %zu MB of memory; not coded",
                     c->m.cap >> 20);
  }
  page p;
  dgm_status status = read_page(&p, &c->m, in, err);
  if (!status)
    status = pipeline_code(&c->article, c->book, c->model,
                           c->rules_only ? NULL : c->model->typer, &p, err);
  if (status && status != DGM_ELANGUAGE)
    article_init(&c->article, &c->m);
  view_build(&c->view, &c->article, c->book);
  return status;
}

size_t dgm_event_count(const dgm_coder *c) {
  return c->view.n_events;
}

const dgm_event *dgm_event_at(const dgm_coder *c, size_t i) {
  return i < c->view.n_events ? &c->view.events[i] : NULL;
}

size_t dgm_reject_count(const dgm_coder *c) {
  return c->view.n_rejects;
}

const dgm_reject *dgm_reject_at(const dgm_coder *c, size_t i) {
  return i < c->view.n_rejects ? &c->view.rejects[i] : NULL;
}

const dgm_document *dgm_coder_document(const dgm_coder *c) {
  return &c->view.document;
}

dgm_str dgm_article_text(const dgm_coder *c) {
  return (dgm_str){c->article.text.p, c->article.text.len};
}

dgm_str dgm_coder_run(const dgm_coder *c) {
  return (dgm_str){c->run, 12};
}
