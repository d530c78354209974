#include "ingest/export.h"
#include "ingest/charset.h"
#include "ingest/page.h"

void export_open(export_reader *r, stream *s, input_kind kind) {
  *r = (export_reader){.layout = kind == INPUT_NEXIS     ? &nexis_layout
                                 : kind == INPUT_FACTIVA ? &factiva_layout
                                                         : &proquest_layout,
                       .lines = lines_of(s, PAGE_MAX),
                       .path = s->in.path};
}

void export_close(export_reader *r) {
  buf_free(&r->piece);
  buf_free(&r->next);
  buf_free(&r->body);
  buf_free(&r->text);
}

bool export_has_parts(const export_layout *l, str text) {
  while (text.p)
    if (l->parts(str_cut(&text, '\n')))
      return true;
  return false;
}

str export_block(str *rest) {
  const char *beg = NULL, *end = NULL;
  while (rest->p) {
    str line = str_cut(rest, '\n');
    bool blank = !str_trim(line).len;
    if (blank && beg)
      break;
    if (blank)
      continue;
    beg = beg ? beg : line.p;
    end = line.p + line.len;
  }
  return beg ? (str){beg, (uint32_t)(end - beg)} : (str){NULL, 0};
}

void export_paragraph(export_parts *p, str lines) {
  lines = str_trim(lines);
  if (!lines.len)
    return;
  if (p->body->len)
    buf_add(p->body, S("\n\n"));
  for (bool first = true; lines.p; first = false) {
    str line = str_trim(str_cut(&lines, '\n'));
    buf_add(p->body, first || !line.len ? S("") : S(" "));
    buf_add(p->body, line);
  }
}

static void add_line(buf *b, str line) {
  buf_add(b, line);
  buf_byte(b, '\n');
}

// The lines up to the next parting line. A piece longer than the limit is read
// to its end but not kept.
static dgm_status read_piece(export_reader *r, dgm_error *err) {
  bool large = false;
  dgm_status status = DGM_OK;
  buf_clear(&r->piece);
  buf_add(&r->piece, buf_str(&r->next));
  buf_clear(&r->next);
  r->first = r->lines.number + (r->piece.len == 0);
  for (int parts = 0; !parts;) {
    str line;
    status = lines_next(&r->lines, &line, err);
    r->ended = status == DGM_EIO || (!status && !line.p);
    if (status || r->ended)
      break;
    parts = r->layout->parts(line);
    large |= r->piece.len + line.len > PAGE_MAX;
    if (parts >= 0 && !large)
      add_line(&r->piece, line);
    if (parts < 0)
      add_line(&r->next, line);
  }
  if (status || !large)
    return status;
  buf_clear(&r->piece);
  return error_at(err, DGM_ELIMIT, r->path, r->first, 0,
                  "the article is larger than the limit of 64 MB");
}

// Headline, blank line, body.
static str make_text(export_reader *r, const export_parts *p) {
  str title = p->field[FIELD_TITLE];
  buf_clear(&r->text);
  if (title.len) {
    buf_add(&r->text, title);
    buf_add(&r->text, S("\n\n"));
  }
  if (p->dateline.len) {
    buf_add(&r->text, p->dateline);
    buf_add(&r->text, S(" - "));
  }
  buf_add(&r->text, buf_str(&r->body));
  return buf_str(&r->text);
}

dgm_status export_next(export_reader *r, arena *m, record *out,
                       dgm_error *err) {
  *out = (record){0};
  while (!r->ended) {
    arena_reset(m);
    dgm_status status = read_piece(r, err);
    str piece = buf_str(&r->piece);
    if (!status && str_trim(piece).len)
      status = charset_decode(&piece, false, m, r->path, err);
    if (status)
      return status;
    buf_clear(&r->body);
    export_parts parts = {.body = &r->body};
    r->layout->read(&parts, piece);
    if (parts.article && !r->body.len)
      return error_at(err, DGM_EFORMAT, r->path, r->first, 0,
                      "the article has no text");
    if (!r->body.len || !parts.article)
      continue;
    for (uint32_t i = 0; i < N_FIELDS; i++)
      if (parts.field[i].p)
        out->field[i] = record_one_line(m, parts.field[i]);
    parts.field[FIELD_TITLE] = out->field[FIELD_TITLE];
    out->kind = INPUT_CLEAN;
    out->line = r->first;
    out->field[FIELD_TEXT] = make_text(r, &parts);
    return DGM_OK;
  }
  return DGM_OK;
}
