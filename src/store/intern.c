// Rows are found by a hash of 64 bits of what they hold: a million of them meet
// once in 10^7 stores. What was rolled back must not be known any more, so a
// writer that fails is closed, never used again.

#include "store/intern.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "story/heap.h"
#include <stdlib.h>

void interns_open(interns *t, store *s) {
  *t = (interns){.s = s};
  arena_init(&t->m, (size_t)1 << 30); // as for an article (api.c)
}

static void table_close(intern_table *t) {
  number_map_free(&t->rows);
  free(t->uses.n);
  free(t->uses.touched);
  sqlite3_finalize(t->find);
  sqlite3_finalize(t->add);
  sqlite3_finalize(t->count);
}

void interns_close(interns *t) {
  table_close(&t->words);
  table_close(&t->actors);
  table_close(&t->places);
  free(t->nodes);
  buf_free(&t->key);
  arena_close(&t->m);
}

void interns_forget(interns *t) {
  number_map_free(&t->words.rows);
  number_map_free(&t->actors.rows);
  number_map_free(&t->places.rows);
}

static uint32_t *grow(uint32_t *p, uint32_t *cap, uint32_t need) {
  uint32_t old = *cap;
  if (need < old)
    return p;
  *cap = need * 2 + 1024;
  p = heap_grow(p, *cap * sizeof *p);
  memset(p + old, 0, (*cap - old) * sizeof *p);
  return p;
}

void intern_use(intern_table *t, uint32_t row) {
  use_count *u = &t->uses;
  if (!row)
    return;
  u->n = grow(u->n, &u->cap, row);
  if (u->n[row]++)
    return;
  u->touched = grow(u->touched, &u->cap_touched, u->n_touched);
  u->touched[u->n_touched++] = row;
}

static dgm_status flush(store *s, intern_table *t, const char *sql,
                        dgm_error *err) {
  dgm_status status = DGM_OK;
  use_count *u = &t->uses;
  for (uint32_t i = 0; i < u->n_touched && !status; i++) {
    status = db_reuse(s, &t->count, sql, err);
    if (status)
      break;
    db_int(t->count, 1, u->n[u->touched[i]]);
    db_int(t->count, 2, u->touched[i]);
    status = db_done(s, t->count, err);
    u->n[u->touched[i]] = 0;
  }
  u->n_touched = 0;
  return status;
}

dgm_status interns_flush(interns *t, dgm_error *err) {
  dgm_status status =
      flush(t->s, &t->words, "UPDATE word SET events=events+? WHERE id=?", err);
  if (!status)
    status = flush(t->s, &t->actors,
                   "UPDATE actor SET events=events+? WHERE id=?", err);
  if (!status)
    status = flush(t->s, &t->places,
                   "UPDATE place SET events=events+? WHERE id=?", err);
  return status;
}

static void put(buf *b, str s) {
  uint32_t len = s.p ? s.len : UINT32_MAX;
  buf_add(b, (str){(const char *)&len, sizeof len});
  if (s.p)
    buf_add(b, s);
}

// The row under t->key, from memory or from the file; 0: there is none.
static dgm_status find(interns *t, intern_table *in, const char *sql,
                       uint64_t hash, uint32_t *row, dgm_error *err) {
  bool more;
  *row = number_map_get(&in->rows, hash);
  if (*row != NO_VALUE)
    return DGM_OK;
  *row = 0;
  dgm_status status = db_reuse(t->s, &in->find, sql, err);
  if (status)
    return status;
  db_int(in->find, 1, (int64_t)hash);
  status = db_next(t->s, in->find, &more, err);
  if (!status && more) {
    *row = (uint32_t)sqlite3_column_int64(in->find, 0);
    number_map_set(&in->rows, hash, *row);
  }
  sqlite3_reset(in->find);
  return status;
}

// The row that was just inserted.
static dgm_status added(interns *t, intern_table *in, uint64_t hash,
                        uint32_t *row, dgm_error *err) {
  dgm_status status = db_done(t->s, in->add, err);
  if (status)
    return status;
  *row = (uint32_t)sqlite3_last_insert_rowid(t->s->db);
  number_map_set(&in->rows, hash, *row);
  return DGM_OK;
}

dgm_status intern_word(interns *t, word_kind kind, str text, uint32_t *row,
                       dgm_error *err) {
  intern_table *in = &t->words;
  *row = 0;
  if (!text.p)
    return DGM_OK;
  buf_clear(&t->key);
  buf_byte(&t->key, (char)kind);
  buf_add(&t->key, text);
  uint64_t hash = hash64(buf_str(&t->key));
  dgm_status status =
      find(t, in, "SELECT id FROM word WHERE hash=?", hash, row, err);
  if (status || *row)
    return status;
  status = db_reuse(t->s, &in->add,
                    "INSERT INTO word(hash,kind,text) VALUES(?,?,?)", err);
  if (status)
    return status;
  db_int(in->add, 1, (int64_t)hash);
  db_int(in->add, 2, kind);
  db_text(in->add, 3, text);
  return added(t, in, hash, row, err);
}

static void set_node(interns *t, uint32_t row, uint32_t node) {
  t->nodes = grow(t->nodes, &t->cap_nodes, row);
  t->nodes[row] = node;
}

static dgm_status add_actor(interns *t, const record_actor *a, uint64_t hash,
                            uint32_t *row, dgm_error *err) {
  intern_table *in = &t->actors;
  uint32_t node, sectors;
  dgm_status status =
      intern_word(t, WORD_NODE, a->node.p ? a->node : a->name, &node, err);
  if (!status)
    status = intern_word(t, WORD_SECTORS, a->sectors, &sectors, err);
  if (!status)
    status = db_reuse(
        t->s, &in->add,
        "INSERT INTO actor(hash,name,folded,entity,country,org,sectors,role,"
        "code,node) VALUES(?,?,?,?,?,?,?,?,?,?)",
        err);
  if (status)
    return status;
  arena_reset(&t->m);
  str folded = a->name.p ? utf8_fold(&t->m, a->name) : a->name;
  db_int(in->add, 1, (int64_t)hash);
  db_text(in->add, 2, a->name);
  db_text(in->add, 3, folded);
  db_text(in->add, 4, a->entity);
  db_text(in->add, 5, a->country);
  db_text(in->add, 6, a->org);
  db_int_or(in->add, 7, sectors, 0);
  db_text(in->add, 8, a->role);
  db_text(in->add, 9, a->code);
  db_int_or(in->add, 10, node, 0);
  status = added(t, in, hash, row, err);
  set_node(t, *row, node);
  return status;
}

// Every actor has a node, since it has a name or a code.
static dgm_status node_at(interns *t, uint32_t row, uint32_t *node,
                          dgm_error *err) {
  sqlite3_stmt *q = NULL;
  bool more;
  *node = row < t->cap_nodes ? t->nodes[row] : 0;
  if (*node)
    return DGM_OK;
  dgm_status status =
      db_prepare(t->s, &q, "SELECT node FROM actor WHERE id=?", err);
  if (!status) {
    db_int(q, 1, row);
    status = db_next(t->s, q, &more, err);
    *node = (uint32_t)sqlite3_column_int64(q, 0);
    set_node(t, row, *node);
  }
  sqlite3_finalize(q);
  return status;
}

dgm_status intern_actor(interns *t, const record_actor *a, uint32_t *row,
                        uint32_t *node, dgm_error *err) {
  const str *const fields[] = {&a->name, &a->entity, &a->country, &a->org,
                               &a->role, &a->code,   &a->sectors, &a->node};
  buf_clear(&t->key);
  for (uint32_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    put(&t->key, *fields[i]);
  uint64_t hash = hash64(buf_str(&t->key));
  dgm_status status =
      find(t, &t->actors, "SELECT id FROM actor WHERE hash=?", hash, row, err);
  if (!status && !*row)
    status = add_actor(t, a, hash, row, err);
  return status ? status : node_at(t, *row, node, err);
}

static dgm_status add_place(interns *t, const record_place *p, uint64_t hash,
                            uint32_t *row, dgm_error *err) {
  intern_table *in = &t->places;
  dgm_status status = db_reuse(
      t->s, &in->add,
      "INSERT INTO place(hash,geonameid,name,folded,country,admin1,lat,lon,"
      "precision) VALUES(?,?,?,?,?,?,?,?,?)",
      err);
  if (status)
    return status;
  arena_reset(&t->m);
  str folded = p->name.p ? utf8_fold(&t->m, p->name) : p->name;
  db_int(in->add, 1, (int64_t)hash);
  db_int_or(in->add, 2, (int64_t)p->geonameid, 0);
  db_text(in->add, 3, p->name);
  db_text(in->add, 4, folded);
  db_text(in->add, 5, p->country);
  db_text(in->add, 6, p->admin1);
  for (int i = 7; i <= 8; i++) {
    if (p->located)
      sqlite3_bind_double(in->add, i, i == 7 ? p->lat : p->lon);
    else
      sqlite3_bind_null(in->add, i);
  }
  db_text(in->add, 9, p->precision);
  return added(t, in, hash, row, err);
}

dgm_status intern_place(interns *t, const record_place *p, uint32_t *row,
                        dgm_error *err) {
  buf_clear(&t->key);
  put(&t->key, p->name);
  put(&t->key, p->country);
  put(&t->key, p->admin1);
  put(&t->key, p->precision);
  buf_add(&t->key, (str){(const char *)&p->geonameid, sizeof p->geonameid});
  uint64_t hash = hash64(buf_str(&t->key));
  dgm_status status =
      find(t, &t->places, "SELECT id FROM place WHERE hash=?", hash, row, err);
  return status || *row ? status : add_place(t, p, hash, row, err);
}
