// The map of the world: names find their places, damage is refused, and an
// analyst's table adds to it and corrects it.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "codebook/codebook.h"

#define FILE_PATH "codebook/world/gazetteer.dgg"

static arena memory;
static file_map file;
static gazetteer map_;

static int open_map(void **state) {
  (void)state;
  arena_init(&memory, (size_t)1 << 28);
  return file_map_open(&file, FILE_PATH, 64 << 20, NULL) != DGM_OK ||
         gazetteer_open(&map_, file.bytes, NULL) != DGM_OK;
}

static int close_map(void **state) {
  (void)state;
  file_map_close(&file);
  arena_close(&memory);
  return 0;
}

// The first place of that name, NO_PLACE where there is none.
static uint32_t first_of(const char *name, gazetteer_place *out) {
  uint32_t rows[8], n_alias;
  uint32_t n = gazetteer_find(&map_, &memory, str_of(name), rows, 8, &n_alias);
  if (!n)
    return NO_PLACE;
  gazetteer_get(&map_, rows[0], out);
  return rows[0];
}

static void check_first(const char *name, uint32_t id, const char *country,
                        gaz_kind kind) {
  gazetteer_place p;
  if (first_of(name, &p) == NO_PLACE)
    fail_msg("%s is not found", name);
  assert_int_equal(p.geonameid, id);
  assert_true(str_eq(gazetteer_country(&map_, p.country), str_of(country)));
  assert_int_equal(p.kind, kind);
}

static void names_find_the_largest_place_first(void **state) {
  (void)state;
  check_first("Paris", 2988507, "FRA", GAZ_CAPITAL);
  check_first("paris", 2988507, "FRA", GAZ_CAPITAL);
  check_first("Warsaw", 756135, "POL", GAZ_CAPITAL);
  check_first("Córdoba", 3860259, "ARG", GAZ_CITY);
  check_first("Mali", 2453866, "MLI", GAZ_STATE);
  gazetteer_place p;
  assert_true(first_of("Texas", &p) != NO_PLACE && p.kind == GAZ_ADMIN1);
}

static void marks_and_hyphens_do_not_count(void **state) {
  (void)state;
  gazetteer_place p;
  uint32_t al_qaim = first_of("Al-Qaim", &p), louis = first_of("St. Louis", &p);
  assert_true(al_qaim != NO_PLACE && louis != NO_PLACE);
  assert_int_equal(first_of("al Qa'im", &p), al_qaim);
  assert_int_equal(first_of("St Louis", &p), louis);
  assert_int_equal(first_of("St.\n Louis", &p), louis);
}

static void unknown_names_find_nothing(void **state) {
  (void)state;
  gazetteer_place p;
  assert_int_equal(first_of("Verkhnya Zabava", &p), NO_PLACE);
  assert_int_equal(first_of("", &p), NO_PLACE);
  assert_int_equal(first_of("Pari", &p) == first_of("Paris", &p), 0);
}

// Were the order of names another than that of the search, some would be lost.
static void every_name_finds_its_place(void **state) {
  (void)state;
  for (uint32_t i = 0; i < map_.n_places; i += 37) {
    uint32_t rows[256], n_alias, k = 0;
    gazetteer_place p;
    gazetteer_get(&map_, i, &p);
    uint32_t n = gazetteer_find(&map_, &memory, p.name, rows, 256, &n_alias);
    while (k < n && rows[k] != i)
      k++;
    assert_true(k < n);
    arena_reset(&memory);
  }
}

static void damage_is_refused(void **state) {
  static const uint32_t lengths[] = {0, 7, 8, 31, 32, 40, 5000, 900000};
  gazetteer g;
  (void)state;
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    str part = str_slice(file.bytes, 0, lengths[i]);
    assert_int_equal(gazetteer_open(&g, part, NULL), DGM_EFORMAT);
  }
  char *copy = malloc(file.bytes.len);
  assert_non_null(copy);
  for (uint32_t at = 8; at < 32; at++) { // each count of the head
    memcpy(copy, file.bytes.p, file.bytes.len);
    copy[at] ^= 0x40;
    str whole = {copy, file.bytes.len};
    assert_int_equal(gazetteer_open(&g, whole, NULL), DGM_EFORMAT);
  }
  free(copy);
}

// Whatever the bytes between, what passes the check can be read.
static void flipped_bytes_do_no_harm(void **state) {
  gazetteer g;
  char *copy = malloc(file.bytes.len);
  (void)state;
  assert_non_null(copy);
  memcpy(copy, file.bytes.p, file.bytes.len);
  for (uint32_t round = 0; round < 40; round++) {
    uint32_t at = 32 + round * 166393 % (file.bytes.len - 32);
    uint32_t rows[8], n_alias;
    copy[at] ^= (char)(1 << round % 8);
    if (gazetteer_open(&g, (str){copy, file.bytes.len}, NULL) != DGM_OK)
      continue;
    uint32_t n = gazetteer_find(&g, &memory, S("Kabul"), rows, 8, &n_alias);
    for (uint32_t i = 0; i < n; i++) {
      gazetteer_place p;
      gazetteer_get(&g, rows[i], &p);
      assert_true(p.unit < g.n_units && p.country < g.n_countries);
    }
  }
  free(copy);
}

static void write_file(const char *folder, const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  fputs(text, f);
  fclose(f);
}

static void a_table_of_ones_own_is_loaded_behind_the_map(void **state) {
  char folder[] = "/tmp/dgm-gazetteer-XXXXXX", world[300];
  (void)state;
  assert_non_null(mkdtemp(folder));
  snprintf(world, sizeof world, "%s/world", folder);
  assert_int_equal(mkdir(world, 0700), 0);
  write_file(folder, "MANIFEST", "world/places.tsv\n");
  write_file(
      world, "places.tsv",
      "id\tname\tcountry\tadmin1\tlat\tlon\tgeonameid\tkind\tpopulation\n"
      "z\tVerkhnya Zabava\tUKR\tLviv\t50.25\t24.5\t\tcity\t\n");
  const char *const folders[] = {"codebook", folder};
  codebook *cb = NULL;
  assert_int_equal(codebook_open_all(&cb, folders, 2, NULL, NULL, NULL),
                   DGM_OK);
  place_row row;
  names_place(&cb->names, cb->names.places.n - 1, &row);
  assert_true(str_eq(row.name, S("Verkhnya Zabava")));
  assert_int_equal(row.lat, 5025000);
  names_place(&cb->names, names_map_place(&cb->names, map_.state[0]), &row);
  assert_true(str_eq(row.kind, S("country")));
  codebook_free(cb);
  snprintf(world, sizeof world, "%s/world/places.tsv", folder);
  unlink(world);
  snprintf(world, sizeof world, "%s/world", folder);
  rmdir(world);
  snprintf(world, sizeof world, "%s/MANIFEST", folder);
  unlink(world);
  rmdir(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_find_the_largest_place_first),
      cmocka_unit_test(marks_and_hyphens_do_not_count),
      cmocka_unit_test(unknown_names_find_nothing),
      cmocka_unit_test(every_name_finds_its_place),
      cmocka_unit_test(damage_is_refused),
      cmocka_unit_test(flipped_bytes_do_no_harm),
      cmocka_unit_test(a_table_of_ones_own_is_loaded_behind_the_map),
  };
  return cmocka_run_group_tests(tests, open_map, close_map);
}
