// Which events a term finds: first what it names (parties, places, pages, …),
// then the postings of these.

#include "store/query_term.h"

// Targets that are looked up one by one; a look costs some microseconds. What
// names more is met soon when all events are gone through.
enum { TARGETS_MOST = 5000 };

static dgm_status read_targets(compiler *c, row_list *out) {
  sqlite3_stmt *q = NULL;
  bool more = false;
  buf_byte(&c->text, 0);
  dgm_status status = db_prepare(c->s, &q, c->text.p, c->err);
  if (!status) {
    query_bind_values(c->values.at, c->values.n, q, 1);
    status = db_next(c->s, q, &more, c->err);
  }
  while (!status && more) {
    *vec_push(c->m, out) = (uint32_t)sqlite3_column_int64(q, 0);
    status = db_next(c->s, q, &more, c->err);
  }
  sqlite3_finalize(q);
  row_list_sort(out);
  return status;
}

static void add_range(compiler *c, found_term *f, posting_kind kind,
                      uint64_t lo, uint64_t hi) {
  *vec_push(c->m, &f->ranges) = (posting_range){kind, lo, hi};
}

// Neighbours in one range.
static void add_targets(compiler *c, found_term *f, posting_kind kind) {
  for (uint32_t i = 0; i < f->targets.n;) {
    uint32_t lo = f->targets.at[i], hi = lo;
    while (++i < f->targets.n && f->targets.at[i] == hi + 1)
      hi++;
    add_range(c, f, kind, lo, hi);
  }
}

static void add_days(compiler *c, found_term *f, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    const query_value *v = &t->values.at[i];
    uint64_t first = posting_ordered((int64_t)NO_DAY + 1);
    if (t->key == KEY_AFTER)
      add_range(c, f, POST_DAY, posting_ordered(v->beg), UINT64_MAX);
    else if (t->key == KEY_ON)
      add_range(c, f, POST_DAY, posting_ordered(v->beg),
                posting_ordered(v->end) - 1);
    else
      add_range(c, f, POST_DAY, first, posting_ordered(v->beg) - 1);
  }
}

static void add_keys(compiler *c, found_term *f, const query_term *t) {
  for (uint32_t i = 0; i < t->values.n; i++) {
    uint64_t key = db_key(t->values.at[i].text);
    add_range(c, f, POST_KEY, key, key);
    add_range(c, f, POST_ANCHOR, key, key);
  }
}

static void add_ranges(compiler *c, found_term *f, const query_term *t) {
  uint32_t kinds = query_kinds(t->key);
  f->drives = f->targets.n <= TARGETS_MOST;
  for (uint32_t k = 0; kinds >> k && f->drives; k++)
    if (kinds >> k & 1)
      add_targets(c, f, (posting_kind)k);
  if (kinds || !f->drives)
    return;
  if (t->key == KEY_HAPPENING || t->key == KEY_SOURCES)
    add_targets(c, f, POST_HAPPENING);
  else if (t->key == KEY_RULE)
    add_targets(c, f, POST_RULE);
  else
    add_targets(c, f, POST_DOCUMENT); // documents, stories, full text
}

dgm_status query_find(compiler *c, uint32_t term, uint32_t pages) {
  const query_term *t = &c->q->terms.at[term];
  found_term *f = &c->found[term];
  dgm_status status = DGM_OK;
  *f = (found_term){.drives = !t->negated};
  buf_clear(&c->text);
  c->values = (value_list){0};
  if (t->key == KEY_AFTER || t->key == KEY_BEFORE || t->key == KEY_ON) {
    add_days(c, f, t);
  } else if (t->key == KEY_ID) {
    add_keys(c, f, t);
  } else if (query_targets(c, t)) {
    bool words = t->key == KEY_WORDS;
    if (words || t->key == KEY_SOURCES)
      buf_printf(&c->text, " LIMIT %u", pages + 1);
    status = read_targets(c, &f->targets);
    f->listed = words && f->targets.n <= pages;
    add_ranges(c, f, t);
    f->drives &= !t->negated && (!words || f->listed);
  } else {
    f->drives = false;
  }
  return status;
}
