#ifndef CODEBOOK_LINE_H
#define CODEBOOK_LINE_H

// Weights of the classifier that tells an article's lines from a page's chrome:
// world/lines.tsv, made by train/lines.py. The features themselves are computed
// by clean/feature.c.

#include "codebook/chrome_kind.h"
#include "codebook/table.h"

// Features of one block. Numbers with an end are buckets: FEATURE_X up to the
// next name. ORDER FEATURE: names in feature.c
typedef enum {
  FEATURE_WORDS = 0,        // 9 buckets of the number of words
  FEATURE_STOP = 9,         // 5: share of function words
  FEATURE_CAPS = 14,        // 4: share of capitalised words
  FEATURE_END = 18,         // 5: last character
  FEATURE_BEGIN = 23,       // 5: first character
  FEATURE_HAS = 28,         // 16: signs inside
  FEATURE_TWIN = 42,        // one of these: its words stand elsewhere too
  FEATURE_WHOLE = 44,       // N_CHROME: the line is chrome's words
  FEATURE_PART = 60,        // N_CHROME: chrome's words inside
  FEATURE_RUN = 76,         // 9: where in the densest run of prose
  FEATURE_RUN_WORDS = 85,   // 3 × 9: before, in, after it; words
  FEATURE_NEAR = 112,       // 4: prose near by
  FEATURE_POSITION = 116,   // 6: share of the page's prose above
  FEATURE_TAIL = 122,       // 3: comment forms and the like above
  FEATURE_PAGE = 125,       // 4: prose blocks of the page
  FEATURE_LINKED = 129,     // HTML, 5: share of text in links
  FEATURE_INSIDE = 134,     // N_BOX: regions it stands in
  FEATURE_CLOSE = 156,      // N_BOX: regions at most two boxes up
  FEATURE_SCORE = 178,      // 5: prose of its box by the page's best
  FEATURE_TOP_WORDS = 183,  // 3 × 9: in the best box, beside, elsewhere
  FEATURE_LINKED_TOP = 210, // 3 × 5: the same; share in links
  FEATURE_CAPTION = 225,    // 3: picture above; few words, more beside one
  FEATURE_ALIKE = 228,      // 5: prose in boxes that look the same
  FEATURE_NETWORK = 233,    // 2: names of social networks: one, more
  FEATURE_PROFILE = 235,    // 1: a short line that heads a profile
  FEATURE_AROUND = 236,     // HTML, 5: share of links in the nearest box of
                            // more lines than this one
  FEATURE_ALL_LINK = 241,   // HTML, 4: all link, and short, in capitals, with a
                            // full stop, or none of these
  N_FEATURE = 245
} line_feature;

// A line is judged by its own features and those of its neighbours, two up and
// two down.
enum { LINE_REACH = 2, LINE_WINDOW = 2 * LINE_REACH + 1 };

// Thousandths of a nat; positive speaks for the article. ORDER LINE_SOURCE
typedef enum { LINE_TEXT, LINE_HTML, N_LINE_SOURCE } line_source;

typedef struct {
  int32_t bias[N_LINE_SOURCE];
  int32_t change[N_LINE_SOURCE]; // price of a change between neighbours
  int32_t weight[N_LINE_SOURCE][LINE_WINDOW][N_FEATURE];
} line_weights;

// Adds a file's rows; reports bad ones.
void line_read(line_weights *w, const source_file *file, reporter *errors);

// Name of a feature, as in the file: "words 6". Returns its length; out has
// room for 32 bytes.
uint32_t feature_name(char *out, uint32_t id);

#endif
