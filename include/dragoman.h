#ifndef DRAGOMAN_H
#define DRAGOMAN_H

// libdragoman: political events from news text.
//
//   dgm_codebook *book;  dgm_model *model;  dgm_coder *coder;  dgm_error err;
//   dgm_codebook_open(&book, "codebook", &err);
//   dgm_model_open(&model, "models/en.dgm", &err);
//   dgm_coder_new(&coder, book, model, NULL, &err);
//   dgm_input in = {.text = {page, len}, .format = DGM_TEXT};
//   if (dgm_code(coder, &in, &err) == DGM_OK)
//     for (size_t i = 0; i < dgm_event_count(coder); i++)
//       use(dgm_event_at(coder, i));
//
// Rules that hold everywhere
//   Ownership  what a _new or _open function makes, the caller gives back with
//              the matching _free. Everything reached from a coder (events,
//              their strings and lists) is borrowed and lives until the next
//              dgm_code on that coder or until it is freed.
//   Errors     functions that the outside world can make fail return a
//              dgm_status; `err`, last and allowed to be NULL, is the caller's
//              and receives a message that names the input and says what to do.
//   Threads    a codebook and a model are read-only after opening and may be
//              shared by any number of threads; a coder belongs to one thread.
//   Strings    dgm_str: UTF-8 bytes with a length, not NUL-terminated; p is
//              NULL where the record has null.
//   Offsets    bytes into dgm_article_text: title, blank line, body; for
//              DGM_CLEAN input the given text itself.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DGM_API __attribute__((visibility("default")))
#else
#define DGM_API
#endif

#define DGM_VERSION "0.1.0"
#define DGM_RECORD  1 // version of the event record, the "v" of each event

typedef enum {
  DGM_OK = 0,
  DGM_EIO = -1,       // a file cannot be read or written
  DGM_EFORMAT = -2,   // bytes that are not what they should be
  DGM_ELIMIT = -3,    // larger or deeper than a documented limit
  DGM_EUSAGE = -4,    // the caller asked for something that does not exist
  DGM_ELANGUAGE = -5, // a language without a codebook: kept, not coded
} dgm_status;

typedef struct {
  dgm_status status;
  char text[480];        // one line, NUL-terminated, says what to do
  char path[256];        // file it is about, or ""
  uint32_t line, column; // from 1; 0 where there is none
} dgm_error;

typedef struct {
  const char *p;
  uint32_t len;
} dgm_str;

typedef struct {
  uint32_t beg, end;
} dgm_span;

typedef struct dgm_codebook dgm_codebook;
typedef struct dgm_model dgm_model;
typedef struct dgm_coder dgm_coder;

// Opens a codebook folder (MANIFEST, world/, a folder a language). Reports
// every error of every file through `report` (may be NULL) and returns the
// first.
typedef void (*dgm_report)(void *context, const dgm_error *error);
DGM_API dgm_status dgm_codebook_open(dgm_codebook **out, const char *folder,
                                     dgm_report report, void *context,
                                     dgm_error *err);
// The same from n folders: each may add to, replace and switch off what those
// before it say (docs/codebook.md).
DGM_API dgm_status dgm_codebook_open_all(dgm_codebook **out,
                                         const char *const *folders, size_t n,
                                         dgm_report report, void *context,
                                         dgm_error *err);
DGM_API void dgm_codebook_free(dgm_codebook *book);

// 32 hex digits of all bytes of all files. Lives as long as the codebook.
DGM_API dgm_str dgm_codebook_hash(const dgm_codebook *book);

// Maps a model file read-only. Refuses a wrong magic, version, length or
// checksum with DGM_EFORMAT.
DGM_API dgm_status dgm_model_open(dgm_model **out, const char *path,
                                  dgm_error *err);
DGM_API void dgm_model_free(dgm_model *model);

// Language and checksum ("en 5d0c…"). Lives as long as the model.
DGM_API dgm_str dgm_model_name(const dgm_model *model);

typedef enum {
  DGM_CLEAN,    // `text` is the article and nothing else
  DGM_TEXT,     // a text dump: title, chrome, dateline, body
  DGM_HTML,     // a page
  DGM_SENTENCE, // one sentence
} dgm_format;

typedef struct {
  dgm_str text; // at most 64 MB
  dgm_format format;
  dgm_str id, title, url, outlet, language; // what is known beforehand
  dgm_str published;                        // YYYY-MM-DD…
  dgm_str byline, section;
  dgm_str fetched; // when an archive took the page
} dgm_input;

typedef struct {
  size_t memory;   // most bytes one article may take; 0: 1 GB
  bool keep_trees; // parse every sentence, for `explain`
  bool rules_only; // no events by the model behind the rules
} dgm_options;

// A coder: the working memory of one thread. `options` may be NULL.
DGM_API dgm_status dgm_coder_new(dgm_coder **out, const dgm_codebook *book,
                                 const dgm_model *model,
                                 const dgm_options *options, dgm_error *err);
DGM_API void dgm_coder_free(dgm_coder *coder);

// Codes one document. Fails with DGM_EFORMAT (not UTF-8, a NUL byte, no text),
// DGM_ELIMIT (too large) or DGM_ELANGUAGE; then the coder holds no event, but
// with DGM_ELANGUAGE the document and its text.
DGM_API dgm_status dgm_code(dgm_coder *coder, const dgm_input *input,
                            dgm_error *err);

typedef struct {
  dgm_str text, name, entity; // words that stand there; name; stable id
  dgm_str country, org, role; // ISO 3166 alpha-3 or KOS; NATO…; president…
  const dgm_str *sectors;     // PLOVER's
  const dgm_str *ethnic, *religion;
  uint32_t n_sectors, n_ethnic, n_religion;
  dgm_str code;              // CAMEO's letters
  dgm_span span, antecedent; // antecedent is [0,0) where there is none
  dgm_str by;                // name, title, role, pronoun, metonym, …
  bool known;                // false: country or sector guessed from context
} dgm_actor;

typedef struct {
  dgm_str start, end; // YYYY-MM-DD, or null
  dgm_str precision;  // day, week, month, quarter, year, range, open
  dgm_str text;       // the words that say so, or null
  dgm_str source;     // text, report, none
} dgm_date;

typedef struct {
  dgm_str name, country, admin1, precision, role;
  double lat, lon; // degrees; valid where located
  bool located;
  uint64_t geonameid; // 0: none
  dgm_span span;
} dgm_place;

typedef struct {
  double value, low, high; // high is negative where there is no upper end
  dgm_str unit, of, text;
  dgm_span span;
} dgm_quantity;

typedef struct {
  dgm_str kind; // claimed, denied
  dgm_actor speaker;
  dgm_str verb;  // the word of saying, or null
  dgm_str quote; // direct, indirect, mixed
  dgm_span span;
} dgm_speech;

typedef struct {
  dgm_str rel; // content_of
  char id[33]; // of an event of the same document
} dgm_link;

typedef struct {
  dgm_str in; // title, body
  uint32_t sentence;
  dgm_span span, trigger;
  dgm_str text, rule;
  double confidence; // 0 to 1
  bool scare;
} dgm_evidence;

typedef struct {
  char id[33], anchor[33]; // NUL-terminated hex
  dgm_str type;            // one of PLOVER's 16, or null
  const dgm_str *modes, *contexts;
  uint32_t n_modes, n_contexts;
  dgm_str cameo, cameo_mirror;
  int quad;     // 1 to 4, 0 where there is none
  double score; // Goldstein's scale, -10 to 10
  bool scored;
  dgm_str factuality; // actual, planned, hypothetical, negated
  bool background;
  const dgm_actor *actor, *recipient;
  uint32_t n_actor, n_recipient;
  dgm_date date;
  const dgm_place *places;
  const dgm_quantity *quantities;
  const dgm_speech *attribution; // outermost first
  const dgm_link *links;
  uint32_t n_places, n_quantities, n_attribution, n_links;
  dgm_evidence evidence;
} dgm_event;

typedef struct {
  dgm_str reason; // no actor, sport, …
  dgm_str rule;   // that would have fired, or null
  uint32_t sentence;
  dgm_span span, trigger;
} dgm_reject;

typedef struct {
  dgm_str id, url, canonical, outlet, byline, section, title;
  dgm_str published, modified, language;
  char text_hash[33];
} dgm_document;

// What the last dgm_code found, in text order.
DGM_API size_t dgm_event_count(const dgm_coder *coder);
DGM_API const dgm_event *dgm_event_at(const dgm_coder *coder, size_t index);
DGM_API size_t dgm_reject_count(const dgm_coder *coder);
DGM_API const dgm_reject *dgm_reject_at(const dgm_coder *coder, size_t index);
DGM_API const dgm_document *dgm_coder_document(const dgm_coder *coder);
DGM_API dgm_str dgm_article_text(const dgm_coder *coder);

// 12 hex digits of program, record, codebook and model: equal runs are
// repeatable runs. Lives as long as the coder.
DGM_API dgm_str dgm_coder_run(const dgm_coder *coder);

#ifdef __cplusplus
}
#endif
#endif
