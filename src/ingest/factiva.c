// Factiva: articles as fields (HD, BY, WC, PD, SN … LP, TD) or plain (headline,
// "563 words", date, source, language, copyright, text). Both end with a line
// that has the article's number: "Document LBA0000020231121ejbl0012x".

#include "ingest/export.h"

// Code, page, edition, column, language of a plain head, and how long each is
// at most.
enum { HEAD_LINES = 7, HEAD_BYTES = 60 };

static bool in_number(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z');
}

// "Document" and a number of at least 16 letters and digits.
static bool ends_article(str line) {
  line = str_trim(line);
  if (str_starts(line, S("AN ")))
    line = str_trim(str_slice(line, 3, line.len));
  if (!str_starts(line, S("Document ")))
    return false;
  str number = str_trim(str_slice(line, 9, line.len));
  for (uint32_t i = 0; i < number.len; i++)
    if (!in_number(number.p[i]))
      return false;
  return number.len >= 16;
}

static int parts(str line) {
  return ends_article(line) ? 1 : 0;
}

// What a field's code means; N_FIELDS: a field that is not kept.
static int field_of(str code) {
  static const struct {
    char code[4];
    int field;
  } codes[] = {
      {"SE", FIELD_SECTION},   {"HD", FIELD_TITLE},  {"BY", FIELD_BYLINE},
      {"PD", FIELD_PUBLISHED}, {"SN", FIELD_OUTLET}, {"LP", FIELD_TEXT},
      {"TD", FIELD_TEXT},      {"CR", N_FIELDS},     {"WC", N_FIELDS},
      {"ET", N_FIELDS},        {"SC", N_FIELDS},     {"ED", N_FIELDS},
      {"PG", N_FIELDS},        {"VOL", N_FIELDS},    {"LA", N_FIELDS},
      {"CY", N_FIELDS},        {"RF", N_FIELDS},     {"CO", N_FIELDS},
      {"IN", N_FIELDS},        {"NS", N_FIELDS},     {"RE", N_FIELDS},
      {"PUB", N_FIELDS},       {"IPC", N_FIELDS},    {"IPD", N_FIELDS},
      {"AN", N_FIELDS},        {"ART", N_FIELDS},    {"CLM", N_FIELDS},
      {"CT", N_FIELDS},        {"RBC", N_FIELDS},    {"DLN", N_FIELDS},
  };
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (str_eq(code, str_of(codes[i].code)))
      return codes[i].field;
  return -1;
}

// A line that opens a field: its code, then two blanks or nothing.
static int opens_field(str line, str *value) {
  uint32_t n = 0;
  while (n < line.len && line.p[n] >= 'A' && line.p[n] <= 'Z')
    n++;
  str rest = str_slice(line, n, line.len);
  bool apart = !str_trim(rest).len || str_starts(rest, S("  ")) ||
               str_starts(rest, S("\t")) ||
               (str_eq(str_slice(line, 0, n), S("AN")) && ends_article(line));
  *value = str_trim(rest);
  return n >= 2 && n <= 3 && apart ? field_of(str_slice(line, 0, n)) : -1;
}

static bool has_fields(str piece) {
  bool head = false, text = false;
  str value;
  while (piece.p) {
    str line = str_cut(&piece, '\n');
    int f = opens_field(line, &value);
    head |= f == FIELD_TITLE;
    text |= f == FIELD_TEXT;
  }
  return head && text;
}

// Lines of a field up to the next one, *rest goes behind them.
static str field_lines(str value, str *rest) {
  const char *end = value.p + value.len;
  str ignored;
  while (rest->p) {
    str ahead = *rest;
    str line = str_cut(&ahead, '\n');
    if (opens_field(line, &ignored) >= 0)
      break;
    end = line.p + line.len;
    *rest = ahead;
  }
  return (str){value.p, (uint32_t)(end - value.p)};
}

static void add_paragraphs(export_parts *p, str text) {
  for (str block; (block = export_block(&text)).p;)
    export_paragraph(p, block);
}

static void read_fields(export_parts *p, str piece) {
  while (piece.p) {
    str value;
    int f = opens_field(str_cut(&piece, '\n'), &value);
    if (f < 0)
      continue;
    str lines = field_lines(value, &piece);
    if (f == FIELD_TEXT)
      add_paragraphs(p, lines);
    else if (f < N_FIELDS && !p->field[f].p)
      p->field[f] = str_trim(lines);
  }
  p->article = true;
}

// "1,563 words"
static bool counts_words(str line) {
  line = str_trim(line);
  uint32_t n = 0;
  while (n < line.len &&
         ((line.p[n] >= '0' && line.p[n] <= '9') || line.p[n] == ','))
    n++;
  return n && str_eq(str_slice(line, n, line.len), S(" words"));
}

static bool is_copyright(str line) {
  line = str_trim(line);
  return str_starts(line, S("(c) ")) || str_starts(line, S("Copyright ")) ||
         str_starts(line, S("\xC2\xA9"));
}

static bool is_time(str line) {
  line = str_trim(line);
  return line.len >= 4 && line.len <= 9 && line.p[0] >= '0' &&
         line.p[0] <= '9' && memchr(line.p, ':', line.len);
}

// Takes the line that begins with "By" off the end of a block.
static void take_byline(export_parts *p, str *block) {
  str rest = *block, line = {NULL, 0};
  while (rest.p)
    line = str_cut(&rest, '\n');
  if (!str_starts(str_trim(line), S("By ")))
    return;
  p->field[FIELD_BYLINE] = str_trim(line);
  *block = str_trim(str_slice(*block, 0, (uint32_t)(line.p - block->p)));
}

// Above the count of words: [section] headline, then "By" and a name.
static void read_above(export_parts *p, str above) {
  str block, title = {NULL, 0};
  while ((block = export_block(&above)).p) {
    take_byline(p, &block);
    if (!block.len)
      continue;
    if (title.p && !p->field[FIELD_SECTION].p)
      p->field[FIELD_SECTION] = title;
    title = block;
  }
  p->field[FIELD_TITLE] = title;
}

// Does the head go on past a blank line, up to a copyright?
static bool head_goes_on(str rest) {
  for (uint32_t n = 0; rest.p && n < HEAD_LINES;) {
    str line = str_trim(str_cut(&rest, '\n'));
    if (is_copyright(line))
      return true;
    if (line.len > HEAD_BYTES)
      return false;
    n += line.len > 0;
  }
  return false;
}

// Below it: date, [time], source, then lines up to the copyright.
static void read_below(export_parts *p, str *rest) {
  while (rest->p) {
    str ahead = *rest, line = str_trim(str_cut(&ahead, '\n'));
    bool blank = !line.len;
    if (blank && p->field[FIELD_OUTLET].p && !head_goes_on(ahead))
      break; // no copyright line
    *rest = ahead;
    if (is_copyright(line))
      break;
    if (blank || is_time(line))
      continue;
    if (!p->field[FIELD_PUBLISHED].p)
      p->field[FIELD_PUBLISHED] = line;
    else if (!p->field[FIELD_OUTLET].p)
      p->field[FIELD_OUTLET] = line;
  }
}

static void read_plain(export_parts *p, str piece) {
  str rest = piece;
  while (rest.p) {
    str before = rest, line = str_cut(&rest, '\n');
    if (!counts_words(line))
      continue;
    read_above(p, str_slice(piece, 0, (uint32_t)(before.p - piece.p)));
    read_below(p, &rest);
    break;
  }
  p->article = p->field[FIELD_PUBLISHED].p;
  while (rest.p && p->article) {
    str block = export_block(&rest);
    if (block.p && !ends_article(block))
      export_paragraph(p, block);
  }
}

static void read_factiva(export_parts *p, str piece) {
  if (has_fields(piece))
    read_fields(p, piece);
  else
    read_plain(p, piece);
}

static bool looks(str head) {
  return export_has_parts(&factiva_layout, head) || has_fields(head);
}

const export_layout factiva_layout = {parts, read_factiva, looks};
