// Stores of every released schema open and answer as they did; documents come
// and go within transactions.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "store/db.h"
#include "store/read.h"
#include "store/review.h"
#include "store/write.h"

static arena memory;
static char path[] = "/tmp/test_store.XXXXXX";

static void remove_store(void) {
  char other[64];
  static const char *const ends[] = {"", "-wal", "-shm"};
  for (int i = 0; i < 3; i++) {
    snprintf(other, sizeof other, "%s%s", path, ends[i]);
    unlink(other);
  }
}

// A file made by running statements, as an older program left it.
static void make_from(const char *sql_path) {
  buf sql = {0};
  sqlite3 *db;
  char *message = NULL;
  remove_store();
  assert_int_equal(file_read(&sql, sql_path, 64 << 20, NULL), DGM_OK);
  buf_byte(&sql, 0);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql.p, NULL, NULL, &message))
    fail_msg("%s: %s", sql_path, message);
  sqlite3_close(db);
  buf_free(&sql);
}

static dgm_status take(void *context, str json, int64_t row, dgm_error *err) {
  (void)row;
  (void)err;
  assert_int_equal(json.p[json.len - 1], '}');
  ++*(uint32_t *)context;
  return DGM_OK;
}

static uint32_t found(store *s, const char *text) {
  query q;
  read_more more;
  dgm_error err = {0};
  uint32_t n = 0;
  read_page all = {.sort = SORT_DATE_DOWN};
  arena_reset(&memory);
  assert_int_equal(query_parse(&q, &memory, str_of(text), &err), DGM_OK);
  if (read_events(s, &memory, &q, &all, take, &n, &more, &err))
    fail_msg("%s: %s", text, err.text);
  return n;
}

static uint32_t counted(store *s, read_group by, const char *key) {
  query q;
  counts c;
  dgm_error err;
  arena_reset(&memory);
  assert_int_equal(query_parse(&q, &memory, S("all"), &err), DGM_OK);
  if (read_counts(s, &memory, &q, &by, 1, &c, &err))
    fail_msg("%s", err.text);
  for (uint32_t i = 0; i < c.rows.n; i++)
    if (str_eq(c.rows.at[i].key[0], str_of(key)))
      return c.rows.at[i].events;
  return 0;
}

// What lies in postings and ties since schema 2.
static void check_counts(store *s) {
  assert_int_equal(counted(s, GROUP_ACTOR, "TUR"), 4);
  assert_int_equal(counted(s, GROUP_DYAD, "KEN>NOR"), 1);
  assert_int_equal(counted(s, GROUP_COUNTRY, "IRQ"), 1);
  assert_int_equal(found(s, "actor:TUR"), 4);
  assert_int_equal(found(s, "id:32a0a738b455d154e568b64481779f3a"), 1);
  assert_int_equal(found(s, "country:IRQ type:ASSAULT"), 1);
}

static void older_schemas_open(void **state) {
  store *s;
  dgm_error err;
  int64_t version;
  (void)state;
  for (int schema = 1; schema <= 2; schema++) {
    char name[64];
    snprintf(name, sizeof name, "tests/cases/store/schema-%d.sql", schema);
    make_from(name);
    if (store_open(&s, path, STORE_WRITE, &err))
      fail_msg("%s: %s", name, err.text);
    assert_int_equal(db_number(s, "PRAGMA user_version", &version, &err), 0);
    assert_true(version >= schema);
    assert_int_equal(found(s, "all"), 5);
    assert_int_equal(found(s, "actor:KEN type:SUPPORT"), 1);
    assert_int_equal(found(s, "farmers said-by:IRQ"), 1);
    assert_int_equal(found(s, "review:accept"), 1);
    check_counts(s);
    store_close(s);
  }
}

static const record_document *one_document(const char *id, const char *text) {
  static record_document d;
  static char hash[32];
  memset(hash, text[0], sizeof hash);
  d = (record_document){.id = str_of(id),
                        .text_hash = {hash, 32},
                        .json = S("{}"),
                        .text = str_of(text),
                        .removed = S("[]"),
                        .rejects = S("[]"),
                        .dossier = S(""),
                        .published = 19000,
                        .modified = NO_DAY,
                        .fetched = NO_DAY,
                        .dateline_day = NO_DAY,
                        .page = (uint64_t)(unsigned char)text[0]};
  return &d;
}

static store_writer *writer_of(store *s) {
  store_writer *w;
  dgm_error err;
  store_writer_options o = {
      .run = S("0123456789ab"), .codebook = S("none"), .model = S("none")};
  if (store_writer_open(&w, s, &o, &err))
    fail_msg("%s", err.text);
  return w;
}

static void documents_come_and_are_known(void **state) {
  store *s;
  dgm_error err;
  write_result what;
  known_pages known;
  store_facts facts;
  (void)state;
  remove_store();
  assert_int_equal(store_open(&s, path, STORE_CREATE, &err), DGM_OK);
  store_writer *w = writer_of(s);
  store_writer_add(w, one_document("a", "first text"), &what, &err);
  assert_int_equal(what, WRITE_ADDED);
  store_writer_add(w, one_document("a", "first text"), &what, &err);
  assert_int_equal(what, WRITE_KNOWN);
  store_writer_add(w, one_document("a", "second text"), &what, &err);
  assert_int_equal(what, WRITE_NEW_TEXT);
  assert_int_equal(store_writer_close(w, &err), DGM_OK);
  assert_int_equal(known_pages_open(&known, s, false, &err), DGM_OK);
  assert_true(known_pages_have(&known, 'f'));
  assert_false(known_pages_have(&known, 'x'));
  known_pages_close(&known);
  assert_int_equal(read_facts(s, &facts, &err), DGM_OK);
  assert_int_equal(facts.documents, 1);
  store_close(s);
}

static void versions_are_found_by_hash(void **state) {
  store *s;
  dgm_error err;
  document d;
  bool there;
  (void)state;
  assert_int_equal(store_open(&s, path, STORE_READ, &err), DGM_OK);
  arena_reset(&memory);
  read_document(s, &memory, S("a"), &d, &there, &err);
  assert_true(there && str_eq(d.text, S("second text")));
  assert_true(str_eq(d.supersedes, S("a@ffffffffffff")));
  str older = d.supersedes;
  read_document(s, &memory, older, &d, &there, &err);
  assert_true(there && str_eq(d.text, S("first text")));
  assert_true(d.superseded_by.p != NULL);
  read_document(s, &memory, S("a@000000000000"), &d, &there, &err);
  assert_false(there);
  store_close(s);
}

static void readers_cannot_write(void **state) {
  store *s;
  dgm_error err;
  (void)state;
  assert_int_equal(store_open(&s, path, STORE_READ, &err), DGM_OK);
  assert_int_not_equal(db_run(s, "DELETE FROM document", &err), DGM_OK);
  store_close(s);
}

static void a_closed_store_keeps_no_open_work(void **state) {
  store *s;
  dgm_error err;
  int64_t n;
  (void)state;
  assert_int_equal(store_open(&s, path, STORE_WRITE, &err), DGM_OK);
  assert_int_equal(store_begin(s, &err), DGM_OK);
  assert_int_equal(db_run(s, "DELETE FROM document", &err), DGM_OK);
  store_close(s);
  assert_int_equal(store_open(&s, path, STORE_READ, &err), DGM_OK);
  db_number(s, "SELECT count(*) FROM document", &n, &err);
  assert_int_equal(n, 2);
  store_close(s);
}

static void long_questions_end(void **state) {
  store *s;
  dgm_error err;
  int64_t n;
  (void)state;
  assert_int_equal(store_open(&s, path, STORE_READ, &err), DGM_OK);
  store_limit(s, 20);
  db_ask(s);
  assert_int_equal(db_number(s,
                             "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL"
                             " SELECT i+1 FROM n) SELECT max(i) FROM n",
                             &n, &err),
                   DGM_ELIMIT);
  store_close(s);
}

static int make_path(void **state) {
  (void)state;
  int fd = mkstemp(path);
  arena_init(&memory, (size_t)256 << 20);
  return fd < 0 || close(fd) ? -1 : 0;
}

static int remove_path(void **state) {
  (void)state;
  arena_close(&memory);
  remove_store();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(older_schemas_open),
      cmocka_unit_test(documents_come_and_are_known),
      cmocka_unit_test(versions_are_found_by_hash),
      cmocka_unit_test(readers_cannot_write),
      cmocka_unit_test(a_closed_store_keeps_no_open_work),
      cmocka_unit_test(long_questions_end),
  };
  return cmocka_run_group_tests(tests, make_path, remove_path);
}
