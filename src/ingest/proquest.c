// ProQuest: articles parted by lines of underscores, each a run of paragraphs
// "Label: value"; the text stands behind "Full text:".

#include "ingest/export.h"

enum {
  IS_TEXT = FIELD_TEXT,
  IS_OTHER = N_FIELDS, // not kept, but ends what stands before it
  IS_ID,               // only articles have it
};

static const struct {
  str label;
  int field;
} labels[] = {
    {{"Full text", 9}, IS_TEXT},
    {{"Title", 5}, FIELD_TITLE},
    {{"Author", 6}, FIELD_BYLINE},
    {{"Publication title", 17}, FIELD_OUTLET},
    {{"Publication date", 16}, FIELD_PUBLISHED},
    {{"Section", 7}, FIELD_SECTION},
    {{"Document URL", 12}, FIELD_URL},
    {{"ProQuest document ID", 20}, IS_ID},
    {{"Abstract", 8}, IS_OTHER},
    {{"Links", 5}, IS_OTHER},
    {{"Subject", 7}, IS_OTHER},
    {{"Location", 8}, IS_OTHER},
    {{"People", 6}, IS_OTHER},
    {{"Company / organization", 22}, IS_OTHER},
    {{"Business indexing term", 22}, IS_OTHER},
    {{"Classification", 14}, IS_OTHER},
    {{"Identifier / keyword", 20}, IS_OTHER},
    {{"Publication info", 16}, IS_OTHER},
    {{"Publication year", 16}, IS_OTHER},
    {{"Publication subject", 19}, IS_OTHER},
    {{"First page", 10}, IS_OTHER},
    {{"Pages", 5}, IS_OTHER},
    {{"Volume", 6}, IS_OTHER},
    {{"Issue", 5}, IS_OTHER},
    {{"Edition", 7}, IS_OTHER},
    {{"Dateline", 8}, IS_OTHER},
    {{"Column", 6}, IS_OTHER},
    {{"Publisher", 9}, IS_OTHER},
    {{"Place of publication", 20}, IS_OTHER},
    {{"Country of publication", 22}, IS_OTHER},
    {{"ISSN", 4}, IS_OTHER},
    {{"Source type", 11}, IS_OTHER},
    {{"Language of publication", 23}, IS_OTHER},
    {{"Document type", 13}, IS_OTHER},
    {{"Document feature", 16}, IS_OTHER},
    {{"Copyright", 9}, IS_OTHER},
    {{"Credit", 6}, IS_OTHER},
    {{"CREDIT", 6}, IS_OTHER},
    {{"Illustration", 12}, IS_OTHER},
    {{"Last updated", 12}, IS_OTHER},
    {{"Database", 8}, IS_OTHER},
    {{"ProQuest document link", 22}, IS_OTHER},
};

// A line of at least forty underscores and nothing else.
static int parts(str line) {
  line = str_trim(line);
  for (uint32_t i = 0; i < line.len; i++)
    if (line.p[i] != '_')
      return 0;
  return line.len >= 40 ? 1 : 0;
}

// Headings of the newer layout, which stand alone.
static const struct {
  str label;
  int field;
} headings[] = {
    {{"FULL TEXT", 9}, IS_TEXT},
    {{"ABSTRACT", 8}, IS_OTHER},
    {{"ABSTRACT (ENGLISH)", 18}, IS_OTHER},
    {{"LINKS", 5}, IS_OTHER},
    {{"DETAILS", 7}, IS_OTHER},
    {{"AVAILABILITY", 12}, IS_OTHER},
    {{"ProQuest document link", 22}, IS_OTHER},
};

static int label_of(str block, str *value) {
  str rest = str_trim(block), first = rest;
  str line = str_trim(str_cut(&first, '\n'));
  for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
    if (str_eq(line, headings[i].label)) {
      *value = first.p ? first : (str){"", 0};
      return headings[i].field;
    }
  str label = str_cut(&rest, ':');
  for (size_t i = 0; rest.p && i < sizeof labels / sizeof labels[0]; i++)
    if (str_eq(label, labels[i].label)) {
      *value = str_trim(rest);
      return labels[i].field;
    }
  return -1;
}

// Several labels may stand in one block, a line each.
static str take_labelled(str *block) {
  str all = *block, value;
  str_cut(block, '\n');
  while (block->p) {
    str ahead = *block;
    if (label_of(str_cut(&ahead, '\n'), &value) >= 0)
      break;
    *block = ahead;
  }
  return block->p ? str_slice(all, 0, (uint32_t)(block->p - all.p)) : all;
}

// A block without the line that parts it from the next article.
static str without_rule(str block) {
  str rest = block, line = {block.p, 0};
  while (rest.p)
    line = str_cut(&rest, '\n');
  return parts(line) ? str_slice(block, 0, (uint32_t)(line.p - block.p))
                     : block;
}

static void read_proquest(export_parts *p, str piece) {
  bool in_text = false;
  for (str block; (block = export_block(&piece)).p;) {
    if (parts(block))
      continue;
    while (block.p) {
      str value = {NULL, 0}, part = take_labelled(&block);
      part = without_rule(part);
      int what = label_of(part, &value);
      in_text = what == IS_TEXT || (what < 0 && in_text);
      p->article |= what == IS_TEXT || what == IS_ID;
      if (in_text)
        export_paragraph(p, what < 0 ? part : value);
      else if (what > IS_TEXT && what < N_FIELDS && !p->field[what].p)
        p->field[what] = value;
    }
  }
}

static bool looks(str head) {
  return export_has_parts(&proquest_layout, head) &&
         str_find(head, S("ProQuest")) != UINT32_MAX;
}

const export_layout proquest_layout = {parts, read_proquest, looks};
