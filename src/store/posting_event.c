#include "store/posting_event.h"
#include "store/table.h"
#include "store/write_part.h"

typedef struct {
  posting_kind kind;
  uint64_t key;
} event_key;

// Beside its ties.
enum { KEYS_MOST = TIES_MOST + 8 };

void event_keys_read(event_keys *out, sqlite3_stmt *q) {
  uint32_t *const rows[] = {&out->row, &out->document, &out->happening,
                            &out->type, &out->rule};
  for (int i = 0; i < 5; i++)
    *rows[i] = (uint32_t)sqlite3_column_int64(q, i);
  out->on = sqlite3_column_int64(q, 5);
  out->score = sqlite3_column_int64(q, 6);
  out->key = (uint64_t)sqlite3_column_int64(q, 7);
  out->anchor = (uint64_t)sqlite3_column_int64(q, 8);
  out->ties = db_column(q, 9);
}

static uint32_t keys_of(const event_keys *k, event_key out[KEYS_MOST]) {
  uint32_t n = 0;
  out[n++] = (event_key){POST_KEY, k->key};
  out[n++] = (event_key){POST_ANCHOR, k->anchor};
  out[n++] = (event_key){POST_DAY, posting_ordered(k->on)};
  out[n++] = (event_key){POST_SCORE, posting_ordered(k->score)};
  out[n++] = (event_key){POST_DOCUMENT, k->document};
  if (k->type)
    out[n++] = (event_key){POST_TYPE, posting_typed(k->type, k->on)};
  if (k->rule)
    out[n++] = (event_key){POST_RULE, k->rule};
  if (k->happening)
    out[n++] = (event_key){POST_HAPPENING, k->happening};
  for (uint32_t i = 0; i < k->ties.len / TIE_BYTES && i < TIES_MOST; i++) {
    event_tie t = tie_get((const unsigned char *)k->ties.p, i);
    out[n++] = (event_key){(posting_kind)t.kind, t.target};
  }
  return n;
}

void event_keys_add(postings *p, const event_keys *k) {
  event_key keys[KEYS_MOST];
  uint32_t n = keys_of(k, keys);
  for (uint32_t i = 0; i < n; i++)
    postings_add(p, keys[i].kind, keys[i].key, k->row);
}

dgm_status event_keys_remove(store *s, const event_keys *k, dgm_error *err) {
  event_key keys[KEYS_MOST];
  uint32_t n = keys_of(k, keys);
  dgm_status status = DGM_OK;
  for (uint32_t i = 0; i < n && !status; i++)
    status =
        postings_remove(s, keys[i].kind, (posting){keys[i].key, k->row}, err);
  return status;
}
