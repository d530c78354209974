// A transaction's entries become parts of level 0; eight parts of a level
// become one of the next, so that each entry is written once a level.

#include "store/posting_part.h"
#include "store/posting_sort.h"
#include "story/heap.h"
#include <stdlib.h>

void postings_open(postings *p, store *s) {
  *p = (postings){.s = s};
}

void postings_close(postings *p) {
  for (uint32_t k = 0; k < N_POST; k++)
    free(p->waiting[k].at);
  free(p->spare.at);
  sqlite3_finalize(p->add_part);
  sqlite3_finalize(p->end_part);
  sqlite3_finalize(p->add_leaf);
}

void postings_add(postings *p, posting_kind kind, uint64_t key, uint32_t row) {
  enum { FIRST = 1024 };
  posting_list *l = &p->waiting[kind];
  if (l->n == l->cap) {
    l->cap = l->cap ? l->cap * 2 : FIRST;
    l->at = heap_grow(l->at, l->cap * sizeof *l->at);
  }
  l->at[l->n++] = (posting){key, row};
}

// -- a part that is being written

typedef struct {
  postings *p;
  int64_t id, entries;
  posting leaf[LEAF];
  uint32_t n, n_leaves;
  buf fences;
  dgm_error *err;
} part_out;

static dgm_status begin_part(part_out *o, postings *p, posting_kind kind,
                             int64_t level, dgm_error *err) {
  o->p = p;
  o->err = err;
  o->n = o->n_leaves = 0;
  o->entries = 0;
  o->fences = (buf){0};
  dgm_status status = db_reuse(
      p->s, &p->add_part,
      "INSERT INTO part(kind,level,entries,fences) VALUES(?,?,0,x'')", err);
  if (status)
    return status;
  db_int(p->add_part, 1, kind);
  db_int(p->add_part, 2, level);
  status = db_done(p->s, p->add_part, err);
  o->id = sqlite3_last_insert_rowid(p->s->db);
  return status;
}

static dgm_status put_leaf(part_out *o) {
  unsigned char bytes[LEAF * ENTRY_BYTES];
  postings *p = o->p;
  for (uint32_t i = 0; i < o->n; i++) {
    posting_put(bytes + i * KEY_BYTES, o->leaf[i].key, KEY_BYTES);
    posting_put(bytes + o->n * KEY_BYTES + i * 4, o->leaf[i].row, 4);
  }
  buf_add(&o->fences, (str){(const char *)bytes, KEY_BYTES});
  dgm_status status = db_reuse(
      p->s, &p->add_leaf, "INSERT INTO leaf(id,bytes) VALUES(?,?)", o->err);
  if (status)
    return status;
  db_int(p->add_leaf, 1, o->id << PART_BITS | o->n_leaves++);
  db_blob(p->add_leaf, 2, (str){(const char *)bytes, o->n * ENTRY_BYTES});
  o->entries += o->n;
  o->n = 0;
  return db_done(p->s, p->add_leaf, o->err);
}

static dgm_status put_posting(part_out *o, posting x) {
  o->leaf[o->n++] = x;
  return o->n == LEAF ? put_leaf(o) : DGM_OK;
}

static dgm_status end_part(part_out *o, dgm_status status) {
  postings *p = o->p;
  if (!status && o->n)
    status = put_leaf(o);
  if (!status)
    status = db_reuse(p->s, &p->end_part,
                      "UPDATE part SET entries=?,fences=? WHERE id=?", o->err);
  if (!status) {
    db_int(p->end_part, 1, o->entries);
    db_blob(p->end_part, 2, buf_str(&o->fences));
    db_int(p->end_part, 3, o->id);
    status = db_done(p->s, p->end_part, o->err);
  }
  buf_free(&o->fences);
  return status;
}

// -- merging

static dgm_status delete_part(store *s, int64_t id, dgm_error *err) {
  char sql[160];
  sqlite3_snprintf(sizeof sql, sql,
                   "DELETE FROM leaf WHERE id>=%lld AND id<%lld;"
                   "DELETE FROM part WHERE id=%lld",
                   (long long)(id << PART_BITS),
                   (long long)((id + 1) << PART_BITS), (long long)id);
  return db_run(s, sql, err);
}

static dgm_status merge(postings *p, posting_kind kind, posting_cursor *c,
                        int64_t level, dgm_error *err) {
  part_out o;
  dgm_status status = begin_part(&o, p, kind, level, err);
  if (!status)
    status = posting_seek(c, 0, UINT64_MAX, false, err);
  while (!status && c->now) {
    status = put_posting(&o, c->at);
    if (!status)
      status = posting_next(c, err);
  }
  status = end_part(&o, status);
  for (uint32_t i = 0; i < c->n_parts && !status; i++)
    status = delete_part(p->s, c->parts[i].id, err);
  return status;
}

// From `level` upwards, as long as there are enough parts.
static dgm_status merge_up(postings *p, posting_kind kind, dgm_error *err) {
  posting_cursor c;
  dgm_status status = DGM_OK;
  bool full = true;
  posting_cursor_init(&c, p->s);
  for (int64_t level = 0; full && !status; level++) {
    status = posting_parts_read(&c, kind, level, err);
    full = c.n_parts >= FAN;
    if (full && !status)
      status = merge(p, kind, &c, level + 1, err);
  }
  posting_cursor_close(&c);
  return status;
}

static dgm_status flush_kind(postings *p, posting_kind kind, dgm_error *err) {
  posting_list *l = &p->waiting[kind];
  part_out o;
  if (!l->n)
    return DGM_OK;
  posting_sort(l, &p->spare);
  dgm_status status = begin_part(&o, p, kind, 0, err);
  for (uint32_t i = 0; i < l->n && !status; i++)
    status = put_posting(&o, l->at[i]);
  l->n = 0;
  status = end_part(&o, status);
  return status ? status : merge_up(p, kind, err);
}

dgm_status postings_flush(postings *p, dgm_error *err) {
  dgm_status status = DGM_OK;
  for (uint32_t k = 0; k < N_POST && !status; k++)
    status = flush_kind(p, (posting_kind)k, err);
  return status;
}

dgm_status postings_merge_all(postings *p, dgm_error *err) {
  posting_cursor c;
  dgm_status status = DGM_OK;
  posting_cursor_init(&c, p->s);
  for (uint32_t k = 0; k < N_POST && !status; k++) {
    status = posting_parts_read(&c, (posting_kind)k, -1, err);
    if (!status && c.n_parts > 1)
      status =
          merge(p, (posting_kind)k, &c, c.parts[c.n_parts - 1].level + 1, err);
  }
  posting_cursor_close(&c);
  return status;
}

// -- deletion

static dgm_status run_with_bytes(store *s, const char *sql, int64_t id,
                                 str bytes, int64_t fewer, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  dgm_status status = db_prepare(s, &q, sql, err);
  if (!status) {
    db_int(q, 1, id);
    db_blob(q, 2, bytes);
    if (sqlite3_bind_parameter_count(q) > 2)
      db_int(q, 3, fewer);
    status = db_done(s, q, err);
  }
  sqlite3_finalize(q);
  return status;
}

// The leaf without the entry at p->at. Its fence may stay below what it has
// now, but no key of an erased event stays behind.
static dgm_status take_out(store *s, posting_part *p, dgm_error *err) {
  unsigned char out[LEAF * ENTRY_BYTES];
  uint32_t n = p->n - 1, to = 0;
  for (uint32_t i = 0; i < p->n; i++) {
    if (i == p->at)
      continue;
    posting_put(out + to * KEY_BYTES, posting_get_key(p->bytes, i), KEY_BYTES);
    posting_put(out + n * KEY_BYTES + to++ * 4,
                posting_get_row(p->bytes, p->n, i), 4);
  }
  if (n)
    p->fences[p->leaf] = posting_get_key(out, 0);
  else
    p->fences[p->leaf] =
        p->leaf + 1 < p->n_leaves ? p->fences[p->leaf + 1] : UINT64_MAX;
  dgm_status status = run_with_bytes(
      s, "UPDATE leaf SET bytes=?2 WHERE id=?1", p->id << PART_BITS | p->leaf,
      (str){(const char *)out, n * ENTRY_BYTES}, 0, err);
  buf fences = {0};
  for (uint32_t i = 0; i < p->n_leaves; i++) {
    posting_put((unsigned char *)buf_room(&fences, KEY_BYTES), p->fences[i],
                KEY_BYTES);
    fences.len += KEY_BYTES;
  }
  if (!status)
    status = run_with_bytes(
        s, "UPDATE part SET fences=?2,entries=entries-?3 WHERE id=?1", p->id,
        buf_str(&fences), 1, err);
  buf_free(&fences);
  return status || p->entries > 1 ? status : delete_part(s, p->id, err);
}

dgm_status postings_remove(store *s, posting_kind kind, posting what,
                           dgm_error *err) {
  posting_cursor c;
  posting_cursor_init(&c, s);
  dgm_status status = posting_parts_read(&c, kind, -1, err);
  if (!status)
    status = posting_seek(&c, what.key, what.key, false, err);
  while (!status && c.now && c.at.row != what.row)
    status = posting_next(&c, err);
  if (!status && c.now)
    status = take_out(s, c.now, err);
  posting_cursor_close(&c);
  return status;
}
