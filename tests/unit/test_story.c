// Happenings, the journal, and dossiers as bytes.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "story/happening.h"
#include "story/journal.h"
#include "story/stories.h"
#include "story/story.h"

enum { ASSAULT = 1, CONSULT, NORLAND = 11, SUDLAND, HARBOUR = 21, CAPITAL };

static deed deed_of(uint32_t type, uint32_t actor, uint32_t recipient,
                    uint32_t spot, day on) {
  deed d = {.type = type, .beg = on, .last = on};
  if (actor)
    d.actors[d.n_actors++] = actor;
  if (recipient)
    d.recipients[d.n_recipients++] = recipient;
  if (spot)
    d.spots[d.n_spots++] = spot;
  return d;
}

static uint32_t tell(happenings *h, deed d, uint64_t outlet, uint32_t family) {
  teller who = {outlet, family, 0, 19800};
  return happenings_add(h, &d, &who);
}

static void happenings_agree_in_all_or_differ(void **state) {
  (void)state;
  happenings *h = happenings_new();
  deed shelled = deed_of(ASSAULT, NORLAND, SUDLAND, HARBOUR, 19799);
  uint32_t first = tell(h, shelled, 1, 0);
  assert_int_equal(tell(h, shelled, 2, 1), first);
  // Less detail agrees, and so does the day after.
  assert_int_equal(tell(h, deed_of(ASSAULT, NORLAND, 0, 0, 19800), 3, 2),
                   first);
  assert_int_not_equal(
      tell(h, deed_of(CONSULT, NORLAND, SUDLAND, HARBOUR, 19799), 4, 3), first);
  assert_int_not_equal(
      tell(h, deed_of(ASSAULT, SUDLAND, NORLAND, HARBOUR, 19799), 4, 3), first);
  assert_int_not_equal(
      tell(h, deed_of(ASSAULT, NORLAND, SUDLAND, CAPITAL, 19799), 4, 3), first);
  assert_int_not_equal(
      tell(h, deed_of(ASSAULT, NORLAND, SUDLAND, HARBOUR, 19790), 4, 3), first);
  assert_int_equal(happenings_sources(h, first), 3);
  happenings_free(h);
}

static void other_stories_need_the_place(void **state) {
  (void)state;
  happenings *h = happenings_new();
  deed shelled = deed_of(ASSAULT, NORLAND, SUDLAND, 0, 19799);
  deed placed = deed_of(ASSAULT, NORLAND, SUDLAND, HARBOUR, 19799);
  teller one = {1, 0, 0, 19800}, two = {2, 1, 1, 19800},
         three = {3, 2, 2, 19800};
  assert_int_equal(happenings_add(h, &shelled, &one), 0);
  assert_int_equal(happenings_add(h, &shelled, &two), 1);
  assert_int_equal(happenings_add(h, &placed, &three), 2);
  two.story = 3;
  assert_int_equal(happenings_add(h, &placed, &two), 2);
  happenings_free(h);
}

static void sources_are_outlets_that_wrote(void **state) {
  (void)state;
  happenings *h = happenings_new();
  deed shelled = deed_of(ASSAULT, NORLAND, SUDLAND, HARBOUR, 19799);
  uint32_t x = tell(h, shelled, 1, 0);
  tell(h, shelled, 1, 5); // the outlet again
  tell(h, shelled, 2, 0); // a copy of the first
  assert_int_equal(happenings_sources(h, x), 1);
  tell(h, shelled, 3, 6);
  tell(h, shelled, 0, 7); // unknown outlets count by their texts
  tell(h, shelled, 0, 7);
  assert_int_equal(happenings_sources(h, x), 3);
  happenings_free(h);
}

static void many_happenings_are_kept_apart(void **state) {
  (void)state;
  happenings *h = happenings_new();
  for (uint32_t i = 0; i < 20000; i++)
    assert_int_equal(tell(h, deed_of(i + 1, i % 977 + 1, 0, 0, 19799), i, i),
                     i);
  for (uint32_t i = 0; i < 20000; i++)
    assert_int_equal(
        tell(h, deed_of(i + 1, i % 977 + 1, 0, 0, 19799), i + 1, i + 20000), i);
  assert_int_equal(happenings_sources(h, 19999), 2);
  happenings_free(h);
}

// A report by names, each an invented key.
static dossier report_of(arena *m, const uint32_t *keys, uint32_t n, day on) {
  dossier d = {.published = on};
  for (uint32_t i = 0; i < n; i++)
    *vec_push(m, &d.traits) = (trait){keys[i], 8, TRAIT_NAME, 2};
  return d;
}

static void stories_need_like_traits_and_days(void **state) {
  (void)state;
  static const uint32_t told[] = {901, 902, 903, 904}, others[] = {77, 901};
  arena m;
  arena_init(&m, (size_t)1 << 30);
  story_groups *g = story_groups_new();
  dossier a = report_of(&m, told, 4, 19799), b = report_of(&m, told, 3, 19800),
          late = report_of(&m, told, 4, 19820),
          other = report_of(&m, others, 1, 19799);
  assert_int_equal(story_groups_add(g, &m, &a, NO_STORY), 0);
  assert_int_equal(story_groups_add(g, &m, &other, NO_STORY), 1);
  assert_int_equal(story_groups_add(g, &m, &b, NO_STORY), 0);
  assert_int_equal(story_groups_add(g, &m, &late, NO_STORY), 2);
  assert_int_equal(story_groups_add(g, &m, &late, 1), 1);
  // The window keeps turning past its size.
  for (uint32_t i = 0; i < 70000; i++) {
    uint32_t own[] = {i * 2654435761u};
    dossier d = report_of(&m, own, 1, NO_DAY);
    story_groups_add(g, &m, &d, NO_STORY);
    if (i % 1000 == 0)
      arena_reset(&m);
  }
  arena_reset(&m);
  a = report_of(&m, told, 4, 19799);
  assert_int_not_equal(story_groups_add(g, &m, &a, NO_STORY), 0);
  story_groups_free(g);
  arena_close(&m);
}

static void dossiers_survive_bytes(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  deed e = deed_of(ASSAULT, NORLAND, SUDLAND, HARBOUR, -5);
  memcpy(e.id, "0123456789abcdef0123456789abcdef", 32);
  dossier d = {.id = S("doc 1"), .outlet = UINT64_MAX, .published = NO_DAY},
          back;
  *vec_push(&m, &d.grams) = 0xFEDCBA9876543210u;
  *vec_push(&m, &d.traits) = (trait){7, 65535, TRAIT_DEED, 6};
  *vec_push(&m, &d.deeds) = e;
  buf b = {0};
  dossier_write(&b, &d);
  str bytes = buf_str(&b);
  assert_int_equal(dossier_read(&back, &m, &bytes, NULL), DGM_OK);
  assert_int_equal(bytes.len, 0);
  assert_true(str_eq(back.id, d.id));
  assert_true(back.outlet == UINT64_MAX && back.published == NO_DAY);
  assert_true(back.grams.n == 1 && back.grams.at[0] == d.grams.at[0]);
  assert_memory_equal(back.traits.at, d.traits.at, sizeof(trait));
  assert_memory_equal(back.deeds.at, &e, sizeof e);
  // Cut or changed anywhere it is read without harm.
  for (uint32_t n = 0; n < b.len; n++) {
    str cut = {b.p, n};
    assert_int_equal(dossier_read(&back, &m, &cut, NULL), DGM_EFORMAT);
  }
  for (uint32_t i = 0; i < b.len; i++) {
    b.p[i] = (char)(b.p[i] ^ 255);
    bytes = buf_str(&b);
    dossier_read(&back, &m, &bytes, NULL);
    b.p[i] = (char)(b.p[i] ^ 255);
  }
  buf_free(&b);
  arena_close(&m);
}

// A text would be found a copy of itself.
static void a_gram_twice_is_refused(void **state) {
  (void)state;
  arena m;
  arena_init(&m, 1 << 24);
  dossier d = {.id = S("doc 1"), .published = NO_DAY}, back;
  *vec_push(&m, &d.grams) = 7;
  *vec_push(&m, &d.grams) = 7;
  buf b = {0};
  dossier_write(&b, &d);
  str bytes = buf_str(&b);
  assert_int_equal(dossier_read(&back, &m, &bytes, NULL), DGM_EFORMAT);
  buf_free(&b);
  arena_close(&m);
}

static const str magic = {"TESTJRN1", 8};

typedef struct {
  buf all;
} seen;

static dgm_status note(void *context, str record, dgm_error *err) {
  (void)err;
  seen *s = context;
  buf_add(&s->all, record);
  buf_byte(&s->all, '|');
  return DGM_OK;
}

// Opens the journal, checks what it holds, adds a record, closes.
static void open_and_add(const char *path, const char *expected, str record) {
  journal j;
  seen s = {{0}};
  dgm_error err;
  assert_int_equal(journal_open(&j, path, magic, note, &s, &err), DGM_OK);
  assert_true(str_eq(buf_str(&s.all), str_of(expected)));
  assert_int_equal(journal_add(&j, record, &err), DGM_OK);
  assert_int_equal(journal_close(&j, &err), DGM_OK);
  buf_free(&s.all);
}

static void journal_keeps_whole_records(void **state) {
  (void)state;
  char path[] = "/tmp/dragoman-journal-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  open_and_add(path, "", S("one"));
  open_and_add(path, "one|", S("two"));
  open_and_add(path, "one|two|", S("three"));
  // A crash in the middle of the last record …
  assert_int_equal(ftruncate(fd, 8 + 3 * 12 + 3 + 3 + 2), 0);
  open_and_add(path, "one|two|", S("four"));
  // … and a byte of it that never reached the disk.
  assert_int_equal(pwrite(fd, "x", 1, 8 + 3 * 12 + 3 + 3 + 1), 1);
  open_and_add(path, "one|two|", S("five"));
  open_and_add(path, "one|two|five|", S("six"));
  assert_int_equal(pwrite(fd, "OTHERFMT", 8, 0), 8);
  journal j;
  dgm_error err;
  assert_int_equal(journal_open(&j, path, magic, note, NULL, &err),
                   DGM_EFORMAT);
  close(fd);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(happenings_agree_in_all_or_differ),
      cmocka_unit_test(other_stories_need_the_place),
      cmocka_unit_test(sources_are_outlets_that_wrote),
      cmocka_unit_test(many_happenings_are_kept_apart),
      cmocka_unit_test(stories_need_like_traits_and_days),
      cmocka_unit_test(dossiers_survive_bytes),
      cmocka_unit_test(a_gram_twice_is_refused),
      cmocka_unit_test(journal_keeps_whole_records),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
