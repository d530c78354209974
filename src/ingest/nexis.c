// LexisNexis: the plain text of the old service ("3 of 500 DOCUMENTS", labels
// in capitals) and of Nexis Uni ("End of Document", a line "Body").

#include "ingest/export.h"

enum {
  IS_DATELINE = N_FIELDS,
  IS_LENGTH,
  IS_BODY,
  IS_HEAD, // says nothing that is kept
  IS_FOOT, // the body has ended
  IS_TEXT,
};
// Lines of a headline, its source and its date: headlines run over five at
// most where they are printed at the width of a page.
enum { HEAD_LINES = 7 };

static const struct {
  str label;
  int field;  // record_field, or one of the above
  bool alone; // may stand without a colon, as a heading
} labels[] = {
    {{"HEADLINE", 8}, FIELD_TITLE, false},
    {{"BYLINE", 6}, FIELD_BYLINE, false},
    {{"SECTION", 7}, FIELD_SECTION, false},
    {{"URL", 3}, FIELD_URL, false},
    {{"DATELINE", 8}, IS_DATELINE, false},
    {{"LENGTH", 6}, IS_LENGTH, false},
    {{"HIGHLIGHT", 9}, IS_HEAD, false},
    {{"SERIES", 6}, IS_HEAD, false},
    {{"TYPE", 4}, IS_HEAD, false},
    {{"NOTES", 5}, IS_HEAD, false},
    {{"DISTRIBUTION", 12}, IS_HEAD, false},
    {{"CORRECTION-DATE", 15}, IS_HEAD, false},
    {{"LOAD-DATE", 9}, IS_FOOT, false},
    {{"LANGUAGE", 8}, IS_FOOT, false},
    {{"GRAPHIC", 7}, IS_FOOT, true},
    {{"PUBLICATION-TYPE", 16}, IS_FOOT, false},
    {{"SUBJECT", 7}, IS_FOOT, false},
    {{"JOURNAL-CODE", 12}, IS_FOOT, false},
    {{"DOCUMENT-TYPE", 13}, IS_FOOT, false},
    {{"ORGANIZATION", 12}, IS_FOOT, false},
    {{"COUNTRY", 7}, IS_FOOT, false},
    {{"STATE", 5}, IS_FOOT, false},
    {{"CITY", 4}, IS_FOOT, false},
    {{"COMPANY", 7}, IS_FOOT, false},
    {{"INDUSTRY", 8}, IS_FOOT, false},
    {{"GEOGRAPHIC", 10}, IS_FOOT, false},
    {{"PERSON", 6}, IS_FOOT, false},
    {{"ACC-NO", 6}, IS_FOOT, false},
    {{"CATEGORY", 8}, IS_FOOT, false},
    {{"TICKER", 6}, IS_FOOT, false},
    {{"BODY", 4}, IS_BODY, true},
    {{"CLASSIFICATION", 14}, IS_FOOT, true},
};

static bool starts_same(str s, str capitals) {
  if (s.len < capitals.len)
    return false;
  for (uint32_t i = 0; i < capitals.len; i++) {
    char c = s.p[i];
    if ((c >= 'a' && c <= 'z' ? c & ~32 : c) != capitals.p[i])
      return false;
  }
  return true;
}

// What a line's label says; *value is what stands behind it.
static int label_of(str line, str *value) {
  line = str_trim(line);
  for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
    if (!starts_same(line, labels[i].label))
      continue;
    *value = str_slice(line, labels[i].label.len, line.len);
    if (str_starts(*value, S(":"))) {
      *value = str_trim(str_slice(*value, 1, value->len));
      return labels[i].field;
    }
    bool alone = !value->len || value->p[0] == '\n';
    if (alone && labels[i].alone)
      return labels[i].field;
  }
  return IS_TEXT;
}

static bool all_digits(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (s.p[i] < '0' || s.p[i] > '9')
      return false;
  return s.len > 0;
}

static int parts(str line) {
  line = str_trim(line);
  if (str_eq(line, S("End of Document")))
    return 1;
  str rest = line;
  str n = str_cut(&rest, ' '), of = str_cut(&rest, ' ');
  str most = str_cut(&rest, ' ');
  return all_digits(n) && str_eq(of, S("of")) && all_digits(most) &&
                 str_starts(rest, S("DOCUMENT"))
             ? -1
             : 0;
}

static bool is_copyright(str block) {
  block = str_trim(block);
  return starts_same(block, S("COPYRIGHT ")) || starts_same(block, S("(C) ")) ||
         str_starts(block, S("\xC2\xA9"));
}

static bool has_year(str line) {
  for (uint32_t i = 0; i + 4 <= line.len; i++)
    if ((!memcmp(line.p + i, "19", 2) || !memcmp(line.p + i, "20", 2)) &&
        all_digits(str_slice(line, i, i + 4)) &&
        !(i && all_digits(str_slice(line, i - 1, i))) &&
        !all_digits(str_slice(line, i + 4, i + 5)))
      return true;
  return false;
}

static void set(export_parts *p, record_field f, str value) {
  if (!p->field[f].p && value.len)
    p->field[f] = value;
}

static bool is_centred(str block) {
  return str_starts(block, S("        ")); // eight: no headline stands so
}

// The page that stands before the articles of Nexis Uni.
static bool is_cover(str block) {
  static const str marks[] = {
      {"User Name:", 10},   {"Date and Time:", 14}, {"Job Number:", 11},
      {"Documents (", 11},  {"Client/Matter:", 14}, {"Search Terms:", 13},
      {"Search Type:", 12}, {"Narrowed by:", 12},   {"Content Type ", 13}};
  while (block.p) {
    str line = str_trim(str_cut(&block, '\n'));
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
      if (str_starts(line, marks[i]))
        return true;
  }
  return false;
}

// "Page 2 of 3", above the headline again, where pages were printed.
static bool is_page_break(str block) {
  str line = str_trim(str_cut(&block, '\n'));
  if (!str_starts(line, S("Page ")))
    return false;
  str rest = str_slice(line, 5, line.len), number = str_cut(&rest, ' ');
  return all_digits(number) && str_starts(rest, S("of ")) &&
         all_digits(str_trim(str_slice(rest, 3, rest.len)));
}

// The agency or paper behind a copyright, in one block with it.
static void read_owner(export_parts *p, str block) {
  str line = {NULL, 0};
  str_cut(&block, '\n');
  if (block.p)
    line = str_trim(str_cut(&block, '\n'));
  if (line.len && !starts_same(line, S("ALL RIGHTS")) && !has_year(line))
    set(p, FIELD_OUTLET, line);
}

// Headline (of some lines), source and date, a line each in one block.
static bool read_heading(export_parts *p, str block) {
  str rest = block, before = {NULL, 0};
  for (uint32_t n = 0; rest.p && n < HEAD_LINES; n++) {
    str line = str_cut(&rest, '\n');
    if (n > 1 && has_year(line)) {
      set(p, FIELD_TITLE, str_slice(block, 0, (uint32_t)(before.p - block.p)));
      set(p, FIELD_OUTLET, str_trim(before));
      set(p, FIELD_PUBLISHED, str_trim(line));
      return true;
    }
    before = line;
  }
  return false;
}

// Old service: source, date, headline, a block each. Nexis Uni: all of them in
// one block.
static void read_unlabelled(export_parts *p, str block) {
  str lines = block;
  bool fresh = !p->field[FIELD_OUTLET].p;
  if (is_copyright(block)) {
    read_owner(p, block);
    return;
  }
  if (is_cover(block) || (fresh && read_heading(p, block)))
    return;
  str first = str_trim(str_cut(&lines, '\n'));
  str second = str_trim(str_cut(&lines, '\n'));
  if (fresh) {
    set(p, FIELD_OUTLET, first);
    if (has_year(second))
      set(p, FIELD_PUBLISHED, second);
  } else if (!p->field[FIELD_PUBLISHED].p && has_year(first)) {
    set(p, FIELD_PUBLISHED, first);
  } else if (p->field[FIELD_PUBLISHED].p && !is_centred(block)) {
    set(p, FIELD_TITLE, block);
  }
}

typedef enum { STATE_HEAD, STATE_BODY, STATE_FOOT } state;

static state read_label(export_parts *p, int what, str value, state now) {
  if (what < N_FIELDS) {
    set(p, (record_field)what, value);
    p->article |= what == FIELD_TITLE || what == FIELD_BYLINE;
  }
  if (what == IS_DATELINE)
    p->dateline = value;
  if (what == IS_FOOT && now == STATE_BODY)
    return STATE_FOOT;
  if (what == IS_LENGTH || what == IS_BODY) {
    p->article = true;
    if (what == IS_BODY)
      export_paragraph(p, value);
    return now == STATE_HEAD ? STATE_BODY : now;
  }
  return now;
}

// The label of a line together with the lines behind it that have none.
static str take_labelled(str *block) {
  str all = *block, value;
  str_cut(block, '\n');
  while (block->p) {
    str ahead = *block;
    if (label_of(str_cut(&ahead, '\n'), &value) != IS_TEXT)
      break;
    *block = ahead;
  }
  return block->p ? str_slice(all, 0, (uint32_t)(block->p - all.p)) : all;
}

static state read_block(export_parts *p, str block, state now) {
  str value, line = block;
  if (label_of(str_cut(&line, '\n'), &value) == IS_TEXT) {
    if (now == STATE_BODY && !is_copyright(block) && !is_page_break(block))
      export_paragraph(p, block);
    if (now == STATE_HEAD)
      read_unlabelled(p, block);
    return now;
  }
  while (block.p) {
    int what = label_of(take_labelled(&block), &value);
    now = read_label(p, what, value, now);
  }
  return now;
}

static void read_nexis(export_parts *p, str piece) {
  state now = STATE_HEAD;
  for (str block; (block = export_block(&piece)).p;) {
    int divides = parts(block);
    if (!divides)
      now = read_block(p, block, now);
  }
}

// Nexis Uni says what it is only at an article's end, which may be far.
static bool looks(str head) {
  bool length = false, body = false;
  str value;
  if (export_has_parts(&nexis_layout, head))
    return true;
  while (head.p) {
    int what = label_of(str_cut(&head, '\n'), &value);
    length |= what == IS_LENGTH;
    body |= what == IS_BODY && length;
  }
  return body;
}

const export_layout nexis_layout = {parts, read_nexis, looks};
