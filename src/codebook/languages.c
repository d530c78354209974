#include "codebook/languages.h"
#include "base/utf8.h"

str language_script(uint32_t cp) {
  // Blocks of Unicode 15. Signs between words (below 0x41, 0x2000 on) have no
  // script. Kana stands for Japanese, which mixes it with Han.
  static const struct {
    uint32_t beg, end;
    char name[5];
  } blocks[] = {
      {0x41, 0x5B, "Latn"},     {0x61, 0x7B, "Latn"},
      {0xC0, 0xD7, "Latn"},     {0xD8, 0xF7, "Latn"},
      {0xF8, 0x250, "Latn"},    {0x259, 0x25A, "Latn"},
      {0x370, 0x400, "Grek"},   {0x400, 0x530, "Cyrl"},
      {0x530, 0x590, "Armn"},   {0x590, 0x600, "Hebr"},
      {0x620, 0x66A, "Arab"},   {0x66E, 0x6D4, "Arab"},
      {0x6D5, 0x700, "Arab"},   {0x750, 0x780, "Arab"},
      {0x900, 0x964, "Deva"},   {0x966, 0x980, "Deva"},
      {0x980, 0xA00, "Beng"},   {0xA00, 0xA80, "Guru"},
      {0xA80, 0xB00, "Gujr"},   {0xB80, 0xC00, "Taml"},
      {0xC00, 0xC80, "Telu"},   {0xD80, 0xE00, "Sinh"},
      {0xE00, 0xE80, "Thai"},   {0x1000, 0x104A, "Mymr"},
      {0x10A0, 0x1100, "Geor"}, {0x1100, 0x1200, "Hang"},
      {0x1200, 0x1361, "Ethi"}, {0x1780, 0x17D4, "Khmr"},
      {0x1E00, 0x1F00, "Latn"}, {0x1F00, 0x2000, "Grek"},
      {0x3041, 0x3100, "Jpan"}, {0x3400, 0xA000, "Hani"},
      {0xAC00, 0xD7B0, "Hang"}, {0xFB50, 0xFE00, "Arab"},
      {0xFE70, 0xFF00, "Arab"},
  };
  uint32_t low = 0, high = sizeof blocks / sizeof blocks[0];
  while (low < high) {
    uint32_t mid = (low + high) / 2;
    if (cp >= blocks[mid].end)
      low = mid + 1;
    else
      high = mid;
  }
  bool in = low < sizeof blocks / sizeof blocks[0] && cp >= blocks[low].beg;
  return in ? str_of(blocks[low].name) : (str){"", 0};
}

static uint32_t slot_of(const language_table *l, uint64_t three) {
  uint32_t at =
      (uint32_t)(three * UINT64_C(0x9E3779B97F4A7C15) >> 40) & l->mask;
  while (l->keys[at] && l->keys[at] != three)
    at = (at + 1) & l->mask;
  return at;
}

const uint8_t *languages_three(const language_table *l, uint64_t three) {
  if (!l->keys)
    return NULL;
  uint32_t at = slot_of(l, three);
  return l->keys[at] ? l->counts + (size_t)l->slots[at] * LANGUAGES_MOST : NULL;
}

uint64_t languages_word(const language_table *l, str word) {
  uint32_t i = map_get(&l->words, word);
  return i == NO_VALUE ? 0 : l->word_rows.at[i];
}

str languages_name(const language_table *l, str code) {
  for (uint32_t i = 0; i < l->rows.n; i++)
    if (str_eq(l->rows.at[i].code, code) && l->rows.at[i].name.len)
      return l->rows.at[i].name;
  return code;
}

static void count_three(language_table *l, uint32_t row, uint64_t three) {
  uint32_t at = slot_of(l, three);
  if (!l->keys[at]) {
    l->keys[at] = three;
    l->slots[at] = l->n_threes++;
  }
  uint8_t *n = &l->counts[(size_t)l->slots[at] * LANGUAGES_MOST + row];
  if (*n < UINT8_MAX)
    ++*n;
  l->rows.at[row].n++;
}

static void count_text(language_table *l, arena *m, uint32_t row, str text) {
  text = utf8_lower(m, text);
  uint32_t a = 0, b = 0;
  for (uint32_t at = 0; at < text.len;) {
    uint32_t cp = utf8_next(text, &at);
    if (!language_script(cp).len)
      cp = 0;
    if (b || cp)
      count_three(l, row, language_three(a, b, cp));
    a = cp || b ? b : 0;
    b = cp;
  }
  if (b)
    count_three(l, row, language_three(a, b, 0));
}

static void add_words(language_table *l, arena *m, uint32_t row) {
  for (str rest = l->rows.at[row].words; rest.p && rest.len;) {
    str word = utf8_lower(m, str_cut(&rest, ' '));
    uint32_t i = map_get(&l->words, word);
    if (i == NO_VALUE) {
      i = l->word_rows.n;
      vec_push(m, &l->word_rows);
      map_put(&l->words, m, word, i);
    }
    l->word_rows.at[i] |= UINT64_C(1) << row;
  }
}

// Counts all rows anew: an overlay may have added some.
static void count_all(language_table *l, arena *m) {
  size_t bytes = 0, slots = 1024;
  for (uint32_t i = 0; i < l->rows.n; i++)
    bytes += l->rows.at[i].words.len + l->rows.at[i].sample.len + 2;
  while (slots < 2 * bytes) // no more threes than letters
    slots *= 2;
  l->mask = (uint32_t)slots - 1;
  l->keys = arena_new(m, uint64_t, slots);
  l->slots = arena_new(m, uint32_t, slots);
  l->counts = arena_new(m, uint8_t, bytes * LANGUAGES_MOST);
  l->n_threes = 0;
  for (uint32_t i = 0; i < l->rows.n; i++) {
    l->rows.at[i].n = 0;
    add_words(l, m, i);
    count_text(l, m, i, l->rows.at[i].words);
    count_text(l, m, i, l->rows.at[i].sample);
  }
}

void languages_read(language_table *l, arena *m, const source_file *file,
                    reporter *errors) {
  table t;
  if (!table_open(&t, file, "language name script words? sample?", errors))
    return;
  while (table_next(&t)) {
    if (l->rows.n == LANGUAGES_MOST) {
      table_error(&t, 0, "more than %d languages", LANGUAGES_MOST);
      break;
    }
    *vec_push(m, &l->rows) = (language_row){t.cells[0], t.cells[1], t.cells[2],
                                            t.cells[3], t.cells[4], 0};
  }
  count_all(l, m);
}
