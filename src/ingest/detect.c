#include "ingest/detect.h"

// Bytes that are looked at: a page's head may open with long comments.
enum { SEEN = 4096 };

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

static bool named(const char *name, str ending) {
  return name && str_ends(str_of(name), ending);
}

input_kind detect_input(str bytes, const char *name) {
  str s = str_slice(bytes, 0, SEEN);
  if (str_starts(s, S("\xEF\xBB\xBF")))
    s = str_slice(s, 3, s.len);
  s = str_trim(s);
  if (s.len > 1 && s.p[0] == '{' && strchr(" \t\"}", s.p[1]))
    return INPUT_JSONL;
  if (looks_html(s))
    return INPUT_HTML;
  if (looks_conllu(s))
    return INPUT_CONLLU;
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
