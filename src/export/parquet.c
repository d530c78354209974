#include "base/map.h"
#include "base/vec.h"
#include "export/parquet_part.h"
#include <dragoman.h>
#include <libdeflate.h>
#include <stdlib.h>

// A row group: large enough for readers to skip by, small enough to hold; texts
// of events' columns take about 20 MB in it.
enum { GROUP_ROWS = 1 << 15, GROUP_BYTES = 128 << 20 };

// Bounds of texts longer than this say little and would swell the footer.
enum { BOUND_MOST = 64 };

// Parquet's numbers for types, encodings and the codec.
enum {
  TYPE_BOOL = 0,
  TYPE_I32 = 1,
  TYPE_I64 = 2,
  TYPE_REAL = 5,
  TYPE_TEXT = 6
};
enum { PLAIN = 0, RLE = 3, DICTIONARY = 8 };
enum { GZIP = 2, LEVEL = 6 }; // 6: libdeflate's default, half the size of 1

typedef struct {
  const parquet_column *is;
  buf defs, reps; // a byte each value, null or empty list
  buf values;     // as PLAIN has them; of texts u32 numbers of the dictionary
  uint32_t n, n_null; // levels; those without a value
  bool here;          // the row has a value of it
  map numbers;        // of texts
  VEC(str) texts;
  bool bounded; // low and high hold
  int64_t low, high;
  double low_real, high_real;
} column;

struct parquet {
  column *columns;
  uint32_t n_columns, rows;
  uint64_t all_rows, at; // at: bytes of the file so far
  arena texts;           // of the group's dictionaries
  buf groups;            // RowGroup structs for the file's end
  uint32_t n_groups;
  struct libdeflate_compressor *packer;
};

parquet *parquet_new(const parquet_column *columns, uint32_t n) {
  parquet *p = calloc(1, sizeof *p);
  if (!p)
    return NULL;
  p->columns = calloc(n, sizeof *p->columns);
  p->packer = libdeflate_alloc_compressor(LEVEL);
  p->n_columns = n;
  arena_init(&p->texts, SIZE_MAX); // GROUP_BYTES and one row bound it
  if (!p->columns || !p->packer) {
    parquet_free(p);
    return NULL;
  }
  for (uint32_t i = 0; i < n; i++)
    p->columns[i].is = &columns[i];
  return p;
}

void parquet_free(parquet *p) {
  if (!p)
    return;
  for (uint32_t i = 0; p->columns && i < p->n_columns; i++) {
    buf_free(&p->columns[i].defs);
    buf_free(&p->columns[i].reps);
    buf_free(&p->columns[i].values);
  }
  free(p->columns);
  if (p->packer)
    libdeflate_free_compressor(p->packer);
  arena_close(&p->texts);
  buf_free(&p->groups);
  free(p);
}

void parquet_begin(parquet *p, buf *out) {
  buf_add(out, S("PAR1"));
  p->at = 4;
}

static column *level(parquet *p, uint32_t at, bool null) {
  column *c = &p->columns[at];
  int most = c->is->list ? 2 : 1;
  buf_byte(&c->defs, (char)(null ? most - 1 : most));
  if (c->is->list)
    buf_byte(&c->reps, c->here);
  c->here = true;
  c->n++;
  c->n_null += null;
  return c;
}

void parquet_null(parquet *p, uint32_t at) {
  level(p, at, true);
}

void parquet_text(parquet *p, uint32_t at, str s) {
  column *c = level(p, at, false);
  uint32_t number = map_get(&c->numbers, s);
  if (number == NO_VALUE) {
    number = c->texts.n;
    str kept = arena_copy(&p->texts, s);
    map_put(&c->numbers, &p->texts, kept, number);
    *vec_push(&p->texts, &c->texts) = kept;
  }
  memcpy(buf_room(&c->values, sizeof number), &number, sizeof number);
  c->values.len += sizeof number;
}

void parquet_whole(parquet *p, uint32_t at, int64_t v) {
  column *c = level(p, at, false);
  if (c->is->type == PARQUET_I64)
    parquet_u64(&c->values, (uint64_t)v);
  else
    parquet_u32(&c->values, (uint32_t)v);
  c->low = !c->bounded || v < c->low ? v : c->low;
  c->high = !c->bounded || v > c->high ? v : c->high;
  c->bounded = true;
}

static uint64_t bits_of(double v) {
  uint64_t bits;
  memcpy(&bits, &v, sizeof bits);
  return bits;
}

void parquet_real(parquet *p, uint32_t at, double v) {
  column *c = level(p, at, false);
  parquet_u64(&c->values, bits_of(v));
  c->low_real = !c->bounded || v < c->low_real ? v : c->low_real;
  c->high_real = !c->bounded || v > c->high_real ? v : c->high_real;
  c->bounded = true;
}

void parquet_bool(parquet *p, uint32_t at, bool v) {
  buf_byte(&level(p, at, false)->values, v);
}

static void put_levels(buf *out, const buf *levels, uint32_t width) {
  buf wide = {0}, coded = {0};
  uint32_t n = (uint32_t)levels->len;
  uint32_t *v = (uint32_t *)(void *)buf_room(&wide, (n + 1) * sizeof *v);
  for (uint32_t i = 0; i < n; i++)
    v[i] = (unsigned char)levels->p[i];
  parquet_hybrid(&coded, v, n, width);
  parquet_u32(out, (uint32_t)coded.len);
  buf_add(out, buf_str(&coded));
  buf_free(&coded);
  buf_free(&wide);
}

static void put_text(buf *out, str s) {
  parquet_u32(out, s.len);
  buf_add(out, s);
}

// Truth values are bits, the first the lowest.
static void put_bools(buf *out, const buf *values) {
  for (size_t i = 0; i < values->len; i += 8) {
    int bits = 0;
    for (size_t k = 0; k < 8 && i + k < values->len; k++)
      bits |= values->p[i + k] << k;
    buf_byte(out, (char)bits);
  }
}

static const uint32_t *numbers_of(const column *c, uint32_t *n) {
  *n = (uint32_t)(c->values.len / sizeof(uint32_t));
  return (const uint32_t *)(const void *)c->values.p;
}

// Does each text of the column stand there twice on average?
static bool repeats(const column *c) {
  uint32_t n;
  numbers_of(c, &n);
  return c->is->type == PARQUET_TEXT && c->texts.n <= n / 2;
}

static void put_values(buf *out, const column *c) {
  uint32_t n;
  const uint32_t *numbers = numbers_of(c, &n);
  if (c->is->type == PARQUET_BOOL) {
    put_bools(out, &c->values);
  } else if (c->is->type != PARQUET_TEXT) {
    buf_add(out, buf_str(&c->values));
  } else if (repeats(c)) {
    uint32_t width = parquet_width(c->texts.n);
    buf_byte(out, (char)width);
    parquet_hybrid(out, numbers, n, width);
  } else {
    for (uint32_t i = 0; i < n; i++)
      put_text(out, c->texts.at[numbers[i]]);
  }
}

// What a column chunk's pages take.
typedef struct {
  uint64_t plain, packed;
} sizes;

// A page with its header; `n` values, `encoding` of a data page or 0 for a
// dictionary.
static void put_page(parquet *p, buf *out, const buf *body, uint32_t n,
                     int encoding, bool dictionary, sizes *s) {
  size_t from = out->len;
  buf packed = {0};
  size_t room = libdeflate_gzip_compress_bound(p->packer, body->len);
  char *to = buf_room(&packed, room);
  packed.len =
      libdeflate_gzip_compress(p->packer, body->p, body->len, to, room);
  thrift t = thrift_begin(out);
  thrift_i32(&t, 1, dictionary ? 2 : 0);
  thrift_i32(&t, 2, (int32_t)body->len);
  thrift_i32(&t, 3, (int32_t)packed.len);
  thrift h = thrift_struct(&t, dictionary ? 7 : 5);
  thrift_i32(&h, 1, (int32_t)n);
  thrift_i32(&h, 2, encoding);
  if (!dictionary) {
    thrift_i32(&h, 3, RLE);
    thrift_i32(&h, 4, RLE);
  }
  thrift_end(&h);
  thrift_end(&t);
  s->plain += out->len - from + body->len;
  buf_add(out, buf_str(&packed));
  s->packed += out->len - from;
  buf_free(&packed);
}

static void put_dictionary(parquet *p, buf *out, const column *c, sizes *s) {
  buf body = {0};
  for (uint32_t i = 0; i < c->texts.n; i++)
    put_text(&body, c->texts.at[i]);
  put_page(p, out, &body, c->texts.n, PLAIN, true, s);
  buf_free(&body);
}

static void put_data(parquet *p, buf *out, const column *c, sizes *s) {
  buf body = {0};
  if (c->is->list)
    put_levels(&body, &c->reps, 1);
  put_levels(&body, &c->defs, c->is->list ? 2 : 1);
  put_values(&body, c);
  put_page(p, out, &body, c->n, repeats(c) ? DICTIONARY : PLAIN, false, s);
  buf_free(&body);
}

static const int types[] = {TYPE_BOOL, TYPE_I32,  TYPE_I64,
                            TYPE_REAL, TYPE_TEXT, TYPE_I32};

static void put_bound(thrift *t, int id, const column *c, int64_t v,
                      double real) {
  buf b = {0};
  if (c->is->type == PARQUET_REAL)
    parquet_u64(&b, bits_of(real));
  else if (c->is->type == PARQUET_I64)
    parquet_u64(&b, (uint64_t)v);
  else
    parquet_u32(&b, (uint32_t)v);
  thrift_text(t, id, buf_str(&b));
  buf_free(&b);
}

static void put_text_bounds(thrift *t, const column *c) {
  str low = c->texts.at[0], high = low;
  for (uint32_t i = 1; i < c->texts.n; i++) {
    str s = c->texts.at[i];
    low = str_cmp(s, low) < 0 ? s : low;
    high = str_cmp(s, high) > 0 ? s : high;
  }
  if (low.len > BOUND_MOST || high.len > BOUND_MOST)
    return;
  thrift_text(t, 5, high);
  thrift_text(t, 6, low);
}

static void put_statistics(thrift *meta, const column *c) {
  thrift t = thrift_struct(meta, 12);
  thrift_i64(&t, 3, c->n_null);
  if (c->is->type == PARQUET_TEXT && c->texts.n) {
    put_text_bounds(&t, c);
  } else if (c->bounded) {
    put_bound(&t, 5, c, c->high, c->high_real);
    put_bound(&t, 6, c, c->low, c->low_real);
  }
  thrift_end(&t);
}

static void put_path(thrift *meta, const parquet_column *is) {
  thrift_list(meta, 3, THRIFT_TEXT, is->list ? 3 : 1);
  thrift_put_text(meta->out, str_of(is->name));
  if (is->list) {
    thrift_put_text(meta->out, S("list"));
    thrift_put_text(meta->out, S("element"));
  }
}

// ColumnMetaData and the ColumnChunk around it.
static void put_chunk(buf *out, const column *c, const sizes *s,
                      uint64_t dictionary, uint64_t data) {
  bool coded = repeats(c);
  thrift chunk = thrift_begin(out);
  thrift_i64(&chunk, 2, (int64_t)(coded ? dictionary : data));
  thrift meta = thrift_struct(&chunk, 3);
  thrift_i32(&meta, 1, types[c->is->type]);
  thrift_list(&meta, 2, THRIFT_I32, coded ? 3 : 2);
  thrift_put_i32(out, PLAIN);
  thrift_put_i32(out, RLE);
  if (coded)
    thrift_put_i32(out, DICTIONARY);
  put_path(&meta, c->is);
  thrift_i32(&meta, 4, GZIP);
  thrift_i64(&meta, 5, c->n);
  thrift_i64(&meta, 6, (int64_t)s->plain);
  thrift_i64(&meta, 7, (int64_t)s->packed);
  thrift_i64(&meta, 9, (int64_t)data);
  if (coded)
    thrift_i64(&meta, 11, (int64_t)dictionary);
  put_statistics(&meta, c);
  thrift_end(&meta);
  thrift_end(&chunk);
}

static void clear(parquet *p) {
  for (uint32_t i = 0; i < p->n_columns; i++) {
    column *c = &p->columns[i];
    buf_clear(&c->defs);
    buf_clear(&c->reps);
    buf_clear(&c->values);
    c->n = c->n_null = 0;
    c->numbers = (map){0};
    c->texts.at = NULL;
    c->texts.n = c->texts.cap = 0;
    c->bounded = false;
  }
  arena_reset(&p->texts);
  p->rows = 0;
}

static void put_group(parquet *p, buf *out) {
  sizes all = {0};
  thrift group = thrift_begin(&p->groups);
  thrift_list(&group, 1, THRIFT_STRUCT, p->n_columns);
  for (uint32_t i = 0; i < p->n_columns; i++) {
    const column *c = &p->columns[i];
    size_t from = out->len;
    sizes s = {0};
    if (repeats(c))
      put_dictionary(p, out, c, &s);
    uint64_t data = p->at + (out->len - from);
    put_data(p, out, c, &s);
    put_chunk(&p->groups, c, &s, p->at, data);
    p->at += out->len - from;
    all.plain += s.plain;
    all.packed += s.packed;
  }
  thrift_i64(&group, 2, (int64_t)all.plain);
  thrift_i64(&group, 3, p->rows);
  thrift_i64(&group, 6, (int64_t)all.packed);
  thrift_end(&group);
  p->n_groups++;
  p->all_rows += p->rows;
  clear(p);
}

void parquet_row(parquet *p, buf *out) {
  for (uint32_t i = 0; i < p->n_columns; i++) {
    column *c = &p->columns[i];
    if (!c->here) {
      buf_byte(&c->defs, 0);
      if (c->is->list)
        buf_byte(&c->reps, 0);
      c->n++;
      c->n_null++;
    }
    c->here = false;
  }
  if (++p->rows == GROUP_ROWS || p->texts.used > GROUP_BYTES)
    put_group(p, out);
}

// A SchemaElement: a leaf has a type, a group children.
typedef struct {
  const char *name;
  int type, repetition, children, converted, logical; // -1: none
} element;

enum { REQUIRED = 0, OPTIONAL = 1, REPEATED = 2 };
enum { UTF8 = 0, LIST = 3, DATE = 6 };                        // ConvertedType
enum { LOGICAL_TEXT = 1, LOGICAL_LIST = 3, LOGICAL_DAY = 6 }; // LogicalType

static void put_element(buf *out, element e) {
  thrift t = thrift_begin(out);
  if (e.type >= 0)
    thrift_i32(&t, 1, e.type);
  if (e.repetition >= 0)
    thrift_i32(&t, 3, e.repetition);
  thrift_text(&t, 4, str_of(e.name));
  if (e.children >= 0)
    thrift_i32(&t, 5, e.children);
  if (e.converted >= 0)
    thrift_i32(&t, 6, e.converted);
  if (e.logical >= 0) {
    thrift l = thrift_struct(&t, 10);
    thrift none = thrift_struct(&l, e.logical);
    thrift_end(&none);
    thrift_end(&l);
  }
  thrift_end(&t);
}

static void put_schema(buf *out, const parquet_column *c) {
  bool text = c->type == PARQUET_TEXT, days = c->type == PARQUET_DAY;
  element leaf = {.name = c->list ? "element" : c->name,
                  .type = types[c->type],
                  .repetition = OPTIONAL,
                  .children = -1,
                  .converted = text   ? UTF8
                               : days ? DATE
                                      : -1,
                  .logical = text   ? LOGICAL_TEXT
                             : days ? LOGICAL_DAY
                                    : -1};
  if (c->list) {
    put_element(out, (element){c->name, -1, REQUIRED, 1, LIST, LOGICAL_LIST});
    put_element(out, (element){"list", -1, REPEATED, 1, -1, -1});
  }
  put_element(out, leaf);
}

// FileMetaData; every column is ordered as its type says (column_orders), or
// readers would not trust the bounds.
static void put_footer(const parquet *p, buf *out) {
  uint32_t n = 1;
  for (uint32_t i = 0; i < p->n_columns; i++)
    n += p->columns[i].is->list ? 3 : 1;
  thrift t = thrift_begin(out);
  thrift_i32(&t, 1, 2);
  thrift_list(&t, 2, THRIFT_STRUCT, n);
  put_element(out, (element){"schema", -1, -1, (int)p->n_columns, -1, -1});
  for (uint32_t i = 0; i < p->n_columns; i++)
    put_schema(out, p->columns[i].is);
  thrift_i64(&t, 3, (int64_t)p->all_rows);
  thrift_list(&t, 4, THRIFT_STRUCT, p->n_groups);
  buf_add(out, buf_str(&p->groups));
  thrift_text(&t, 6, S("dragoman " DGM_VERSION));
  thrift_list(&t, 7, THRIFT_STRUCT, p->n_columns);
  for (uint32_t i = 0; i < p->n_columns; i++) {
    thrift order = thrift_begin(out);
    thrift type = thrift_struct(&order, 1);
    thrift_end(&type);
    thrift_end(&order);
  }
  thrift_end(&t);
}

void parquet_end(parquet *p, buf *out) {
  if (p->rows)
    put_group(p, out);
  size_t from = out->len;
  put_footer(p, out);
  parquet_u32(out, (uint32_t)(out->len - from));
  buf_add(out, S("PAR1"));
}
