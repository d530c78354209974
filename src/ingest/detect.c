#include "ingest/detect.h"
#include "ingest/export.h"
#include "ingest/feed.h"
#include "ingest/petrarch.h"
#include "ingest/tar.h"
#include "ingest/zip.h"

enum { SEEN = 4096 }; // bytes in which a file shows that it is no text

static const struct {
  str name;
  input_kind kind;
} names[] = {
    {{"auto", 4}, INPUT_AUTO},       {{"html", 4}, INPUT_HTML},
    {{"text", 4}, INPUT_TEXT},       {{"jsonl", 5}, INPUT_JSONL},
    {{"csv", 3}, INPUT_CSV},         {{"warc", 4}, INPUT_WARC},
    {{"zip", 3}, INPUT_ZIP},         {{"tar", 3}, INPUT_TAR},
    {{"feed", 4}, INPUT_FEED},       {{"nexis", 5}, INPUT_NEXIS},
    {{"factiva", 7}, INPUT_FACTIVA}, {{"proquest", 8}, INPUT_PROQUEST},
    {{"conllu", 6}, INPUT_CONLLU},   {{"petrarch-xml", 12}, INPUT_PETRARCH}};

const char detect_names[] =
    "auto, html, text, jsonl, csv, warc, zip, tar, feed, "
    "nexis, factiva, proquest, conllu or petrarch-xml";

input_kind detect_named(str name, bool *known) {
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (str_eq(name, names[i].name)) {
      *known = true;
      return names[i].kind;
    }
  *known = false;
  return INPUT_AUTO;
}

static const struct {
  str magic;
  const char *what;
} binaries[] = {
    {{"%PDF-", 5}, "a PDF"},
    {{"PK\003\004", 4}, "a zip archive or office document"},
    {{"\x1F\x8B", 2}, "a gzip file"},
    {{"BZh", 3}, "a bzip2 file"},
    {{"\xFD"
      "7zXZ",
      5},
     "an xz file"},
    {{"\x28\xB5\x2F\xFD", 4}, "a Zstandard file"},
    {{"\x89PNG", 4}, "a picture"},
    {{"\xFF\xD8\xFF", 3}, "a picture"},
    {{"GIF8", 4}, "a picture"},
    {{"\x7F"
      "ELF",
      4},
     "a program"},
    {{"SQLite format 3", 15}, "a database"},
    {{"\xD0\xCF\x11\xE0", 4}, "an office document"},
};

static const char *binary_kind(str head) {
  for (size_t i = 0; i < sizeof binaries / sizeof binaries[0]; i++)
    if (str_starts(head, binaries[i].magic))
      return binaries[i].what;
  return NULL;
}

// Control characters that text does not have; UTF-16 is text with its mark.
static bool looks_binary(str head) {
  if (str_starts(head, S("\xFF\xFE")) || str_starts(head, S("\xFE\xFF")))
    return false;
  uint32_t odd = 0;
  for (uint32_t i = 0; i < head.len; i++) {
    unsigned char c = (unsigned char)head.p[i];
    odd += c < 32 && !strchr("\t\n\v\f\r\x1B", c);
  }
  return odd > head.len / 20; // old dumps hold a stray form feed or two
}

// Does s begin with tag, whatever its case?
static bool starts_tag(str s, str tag) {
  if (s.len < tag.len)
    return false;
  for (uint32_t i = 0; i < tag.len; i++) {
    char c = s.p[i];
    if (c >= 'A' && c <= 'Z')
      c = (char)(c | 32);
    if (c != tag.p[i])
      return false;
  }
  return true;
}

static bool looks_html(str s) {
  static const str tags[] = {{"<!doctype html", 14},
                             {"<html", 5},
                             {"<head", 5},
                             {"<body", 5},
                             {"<!--", 4},
                             {"<div", 4},
                             {"<p>", 3},
                             {"<p ", 3},
                             {"<article", 8},
                             {"<h1", 3},
                             {"<meta", 5},
                             {"<title", 6},
                             {"<script", 7},
                             {"<main", 5},
                             {"<table", 6}};
  for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
    if (starts_tag(s, tags[i]))
      return true;
  // XHTML under an XML declaration
  return starts_tag(s, S("<?xml")) && str_find(s, S("<html")) != UINT32_MAX;
}

// Ten columns of which the first is a number.
static bool looks_conllu(str s) {
  while (s.len) {
    str line = str_cut(&s, '\n');
    if (!line.len || line.p[0] == '#')
      continue;
    uint32_t tabs = 0;
    for (uint32_t i = 0; i < line.len; i++)
      tabs += line.p[i] == '\t';
    return tabs == 9 && line.p[0] >= '0' && line.p[0] <= '9';
  }
  return false;
}

// Whatever its case, and whether it is packed ("A.CSV.gz").
static bool named(str name, str ending) {
  if (name.len > 3 &&
      starts_tag(str_slice(name, name.len - 3, name.len), S(".gz")))
    name.len -= 3;
  return name.len > ending.len &&
         starts_tag(str_slice(name, name.len - ending.len, name.len), ending);
}

input_kind detect_archive(str bytes) {
  if (str_starts(bytes, S("WARC/1.")))
    return INPUT_WARC;
  if (str_starts(bytes, S("PK\003\004")) && !zip_is_office(bytes))
    return INPUT_ZIP;
  return tar_begins(bytes) ? INPUT_TAR : INPUT_AUTO;
}

static input_kind kind_of_text(str s) {
  if (s.len > 1 && s.p[0] == '{' && strchr(" \t\"}", s.p[1]))
    return INPUT_JSONL;
  if (looks_html(s))
    return INPUT_HTML;
  if (s.len && s.p[0] == '<')
    return feed_begins(s)       ? INPUT_FEED
           : petrarch_begins(s) ? INPUT_PETRARCH
                                : INPUT_AUTO;
  if (looks_conllu(s))
    return INPUT_CONLLU;
  return nexis_layout.looks(s)      ? INPUT_NEXIS
         : factiva_layout.looks(s)  ? INPUT_FACTIVA
         : proquest_layout.looks(s) ? INPUT_PROQUEST
                                    : INPUT_AUTO;
}

// A table whose first row names a column of ours.
static bool looks_table(str s) {
  str line = str_trim(str_cut(&s, '\n'));
  for (const char *sep = "\t,;|"; *sep; sep++) {
    bool text = false;
    uint32_t n = 0;
    for (str rest = line; rest.p; n++) {
      str cell = str_trim(str_cut(&rest, *sep));
      if (cell.len > 1 && cell.p[0] == '"')
        cell = str_slice(cell, 1, cell.len - 1);
      text |= str_eq(cell, record_field_name(FIELD_TEXT));
    }
    if (text && n > 1)
      return true;
  }
  return false;
}

input_kind detect_input(str bytes, const char *path) {
  str s = str_slice(bytes, 0, DETECT_BYTES), name = str_of(path);
  input_kind kind = detect_archive(s);
  if (str_starts(s, S("\xEF\xBB\xBF")))
    s = str_slice(s, 3, s.len);
  s = str_trim(s);
  if (!kind)
    kind = kind_of_text(s);
  if (kind)
    return kind;
  if (looks_table(s) || named(name, S(".csv")) || named(name, S(".tsv")))
    return INPUT_CSV;
  if (named(name, S(".html")) || named(name, S(".htm")))
    return INPUT_HTML;
  if (named(name, S(".jsonl")) || named(name, S(".ndjson")))
    return INPUT_JSONL;
  return named(name, S(".conllu")) ? INPUT_CONLLU : INPUT_TEXT;
}

dgm_status detect_binary(str bytes, const char *path, dgm_error *err) {
  str head = str_slice(bytes, 0, SEEN);
  const char *what = binary_kind(head);
  if (!what && !looks_binary(head))
    return DGM_OK;
  return error_at(err, DGM_EFORMAT, path, 0, 0, "is %s: not text",
                  what ? what : "a binary file");
}
