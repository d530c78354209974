// Parts are looked at side by side: the next entry is the least of those at
// which they stand. There are at most seven parts of each size.

#include "store/posting_part.h"
#include "story/heap.h"
#include <stdlib.h>

void posting_cursor_init(posting_cursor *c, store *s) {
  *c = (posting_cursor){.s = s, .kind = -1};
}

static void drop_parts(posting_cursor *c) {
  for (uint32_t i = 0; i < c->n_parts; i++) {
    free(c->parts[i].fences);
    free(c->parts[i].bytes);
  }
  free(c->parts);
  c->parts = c->now = NULL;
  c->n_parts = 0;
}

void posting_cursor_close(posting_cursor *c) {
  drop_parts(c);
  sqlite3_finalize(c->leaf);
  c->leaf = NULL;
}

static void read_part(posting_part *p, sqlite3_stmt *q) {
  str fences = db_column(q, 3);
  *p = (posting_part){.id = sqlite3_column_int64(q, 0),
                      .level = sqlite3_column_int64(q, 1),
                      .entries = sqlite3_column_int64(q, 2),
                      .n_leaves = fences.len / KEY_BYTES};
  p->fences = heap_grow(NULL, fences.len + KEY_BYTES);
  p->bytes = heap_grow(NULL, LEAF * ENTRY_BYTES);
  for (uint32_t i = 0; i < p->n_leaves; i++)
    p->fences[i] = posting_get_key((const unsigned char *)fences.p, i);
}

dgm_status posting_parts_read(posting_cursor *c, posting_kind kind,
                              int64_t level, dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  dgm_status status =
      db_prepare(c->s, &q,
                 "SELECT id,level,entries,fences FROM part WHERE kind=?1 AND"
                 " (?2<0 OR level=?2) ORDER BY level,id",
                 err);
  drop_parts(c);
  c->kind = (int)kind;
  if (!status) {
    db_int(q, 1, kind);
    db_int(q, 2, level);
    status = db_next(c->s, q, &more, err);
  }
  while (!status && more) {
    c->parts = heap_grow(c->parts, (c->n_parts + 1) * sizeof *c->parts);
    read_part(&c->parts[c->n_parts++], q);
    status = db_next(c->s, q, &more, err);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status posting_cursor_of(posting_cursor *c, posting_kind kind,
                             dgm_error *err) {
  return c->kind == (int)kind ? DGM_OK : posting_parts_read(c, kind, -1, err);
}

dgm_status posting_leaf_load(posting_cursor *c, posting_part *p, uint32_t leaf,
                             dgm_error *err) {
  bool there = false;
  if (p->loaded && p->leaf == leaf)
    return DGM_OK;
  dgm_status status =
      db_reuse(c->s, &c->leaf, "SELECT bytes FROM leaf WHERE id=?", err);
  if (status)
    return status;
  db_int(c->leaf, 1, p->id << PART_BITS | leaf);
  status = db_next(c->s, c->leaf, &there, err);
  str bytes = there ? db_column(c->leaf, 0) : (str){"", 0};
  p->n = bytes.len / ENTRY_BYTES;
  if (!status && (!there || p->n > LEAF || bytes.len % ENTRY_BYTES))
    status = error_at(err, DGM_EFORMAT, c->s->path, 0, 0,
                      "the index of events is damaged");
  else if (!status && bytes.len)
    memcpy(p->bytes, bytes.p, bytes.len);
  p->leaf = leaf;
  p->loaded = !status;
  sqlite3_reset(c->leaf);
  return status;
}

uint32_t posting_leaf_of(const posting_part *p, uint64_t key) {
  uint32_t lo = 0, hi = p->n_leaves; // fences below `key` stand before lo
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (p->fences[mid] < key)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo ? lo - 1 : 0;
}

// How many entries of the leaf have keys below `key`.
static uint32_t below(const posting_part *p, uint64_t key) {
  uint32_t lo = 0, hi = p->n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (posting_get_key(p->bytes, mid) < key)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

// Past the part's end `at` equals `n`.
static bool is_at_end(const posting_part *p) {
  return p->at >= p->n;
}

// From the end of a leaf to the next entry behind it.
static dgm_status go_up(posting_cursor *c, posting_part *p, dgm_error *err) {
  dgm_status status = DGM_OK;
  while (!status && is_at_end(p) && p->leaf + 1 < p->n_leaves) {
    status = posting_leaf_load(c, p, p->leaf + 1, err);
    p->at = 0;
  }
  return status;
}

static dgm_status seek_up(posting_cursor *c, posting_part *p, uint64_t key,
                          dgm_error *err) {
  dgm_status status = posting_leaf_load(c, p, posting_leaf_of(p, key), err);
  p->at = status ? 0 : below(p, key);
  return status ? status : go_up(c, p, err);
}

// To the entry before; at the part's beginning `at` becomes `n`.
static dgm_status step_down(posting_cursor *c, posting_part *p,
                            dgm_error *err) {
  dgm_status status = DGM_OK;
  while (!status && !p->at && p->leaf) {
    status = posting_leaf_load(c, p, p->leaf - 1, err);
    p->at = p->n;
  }
  p->at = p->at ? p->at - 1 : p->n;
  return status;
}

static dgm_status seek_down(posting_cursor *c, posting_part *p, uint64_t key,
                            dgm_error *err) {
  dgm_status status = DGM_OK;
  if (key < UINT64_MAX) {
    status = seek_up(c, p, key + 1, err);
  } else {
    status = posting_leaf_load(c, p, p->n_leaves - 1, err);
    p->at = p->n;
  }
  return status ? status : step_down(c, p, err);
}

static posting entry_at(const posting_part *p) {
  return (posting){posting_get_key(p->bytes, p->at),
                   posting_get_row(p->bytes, p->n, p->at)};
}

static bool is_before(posting a, posting b) {
  return a.key != b.key ? a.key < b.key : a.row < b.row;
}

static void choose(posting_cursor *c) {
  c->now = NULL;
  for (uint32_t i = 0; i < c->n_parts; i++) {
    posting_part *p = &c->parts[i];
    if (is_at_end(p))
      continue;
    posting x = entry_at(p);
    if (x.key < c->lo || x.key > c->hi)
      continue;
    if (!c->now || (c->down ? is_before(c->at, x) : is_before(x, c->at))) {
      c->now = p;
      c->at = x;
    }
  }
}

dgm_status posting_seek(posting_cursor *c, uint64_t lo, uint64_t hi, bool down,
                        dgm_error *err) {
  dgm_status status = DGM_OK;
  c->lo = lo;
  c->hi = hi;
  c->down = down;
  for (uint32_t i = 0; i < c->n_parts && !status; i++)
    status = down ? seek_down(c, &c->parts[i], hi, err)
                  : seek_up(c, &c->parts[i], lo, err);
  choose(c);
  return status;
}

dgm_status posting_next(posting_cursor *c, dgm_error *err) {
  dgm_status status;
  if (c->down) {
    status = step_down(c, c->now, err);
  } else {
    c->now->at++;
    status = go_up(c, c->now, err);
  }
  choose(c);
  return status;
}

static int64_t place_of(const posting_part *p) {
  return (int64_t)p->leaf * LEAF + p->at;
}

dgm_status posting_count(posting_cursor *c, uint64_t lo, uint64_t hi,
                         int64_t *out, dgm_error *err) {
  dgm_status status = DGM_OK;
  *out = 0;
  for (uint32_t i = 0; i < c->n_parts && !status && lo <= hi; i++) {
    posting_part *p = &c->parts[i];
    status = seek_up(c, p, lo, err);
    int64_t beg = place_of(p), end = p->entries;
    if (!status && hi < UINT64_MAX) {
      status = seek_up(c, p, hi + 1, err);
      end = place_of(p);
    }
    *out += end > beg ? end - beg : 0;
  }
  return status;
}

dgm_status posting_rows(posting_cursor *c, arena *m, uint64_t lo, uint64_t hi,
                        row_list *out, dgm_error *err) {
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < c->n_parts && !status; i++) {
    posting_part *p = &c->parts[i];
    status = seek_up(c, p, lo, err);
    while (!status && !is_at_end(p)) {
      posting x = entry_at(p);
      if (x.key > hi)
        break;
      *vec_push(m, out) = x.row;
      p->at++;
      status = go_up(c, p, err);
    }
  }
  return status;
}
