#ifndef EXPORT_DIALECT_H
#define EXPORT_DIALECT_H

// Events in the columns of other projects: GDELT 2.0, ICEWS, POLECAT, Phoenix,
// PETRARCH. Which column gets what, and what is lost, is docs/exports.md.
//
// All are lines of cells between tabs. No cell holds a tab, a line's end or a
// quotation mark: readers of these files do not agree on quoting.

#include "base/buf.h"
#include "base/date.h"
#include "codebook/codebook.h"
#include "export/record.h"

// One row: an event, or one pair of its parties.
typedef struct {
  const codebook *cb;
  const export_record *r;
  const dgm_actor *source, *target; // NULL: nobody is named
  dgm_str cameo;                    // as this pair's first party does it
  day on;                           // that the scheme dates it by
  day told;                         // of the report; NO_DAY where unknown
  uint32_t part;                    // of the event's rows, from 0
  uint64_t key;                     // of its happening and pair; 0: none
  uint32_t number;                  // of the row in the file, from 1
  uint32_t story;                   // of the document in the file, from 1
  const export_record *all;         // the document's n_all events
  uint32_t n_all;
} dialect_row;

typedef struct {
  const char *name; // as --format takes it
  const char *head; // columns between tabs, NULL where the files have none
  bool pairs;       // a row for each pair of parties; else a row an event
  bool typed;       // has no place for an event without a PLOVER type
  bool told;        // dates events by the report's day
  bool coded;       // names parties by CAMEO's letters alone
  bool mentions;    // a row for each telling, also of one happening
  void (*row)(buf *out, const dialect_row *d);
} dialect;

// The dialect of that name, or NULL.
const dialect *dialect_named(str name);

// A pair of an event's parties and the code by which the first does it.
typedef struct {
  const dgm_actor *source, *target;
  dgm_str cameo;
} dialect_pair;

// Which further pairs an event makes: the other direction of what two do to one
// another, and the recipient's view of what has a code of its own for it.
enum { PAIRS_TURNED = 1, PAIRS_MIRRORED = 2 };

// How many pairs the event makes, at least one: each actor with each recipient,
// or each two of several actors who do it to one another.
uint32_t dialect_pairs(const codebook *cb, const dgm_event *e, uint32_t more);
void dialect_pair_at(dialect_pair *out, const codebook *cb, const dgm_event *e,
                     uint32_t more, uint32_t at);

// CAMEO's Goldstein value of the row. A code for which the scale has none takes
// that of the code above it, then of its root; empty where those have none.
void cell_goldstein(buf *out, const dialect_row *d);

// Helpers of the writers below. A cell ends with a tab, the last one of a row
// by dialect_end with a line feed.
void cell_text(buf *out, dgm_str s);
void cell_str(buf *out, str s);
void cell_upper(buf *out, dgm_str s);
void cell_whole(buf *out, int64_t v);
void cell_real(buf *out, double v, int digits); // without zeros at its end
void cell_day(buf *out, day d);                 // YYYYMMDD
void cell_iso(buf *out, day d);                 // YYYY-MM-DD
void cell_empty(buf *out, uint32_t n);          // n of them
void cells_point(buf *out, const dgm_place *p); // two: latitude, longitude
void dialect_end(buf *out);

dgm_str actor_label(const dgm_actor *a); // name, or the words there
const country_row *actor_state(const dialect_row *d, const dgm_actor *a);
const country_row *state_of(const codebook *cb, dgm_str iso);

// Where it happened: the first place with a point that is no mere mention, else
// the first with one, else the first; NULL for none.
const dgm_place *dialect_place(const dgm_event *e);

// The parts of a CAMEO actor code, of three letters each.
enum { CODE_TYPES = 3 };
typedef struct {
  str country;           // a state's, or a region's of several states
  str group;             // a known organisation's or movement's
  str types[CODE_TYPES]; // roles: GOV, MIL, IGO…
  uint32_t n_types;
  str rest; // the code behind its first three letters
} actor_parts;
void actor_split(actor_parts *out, const codebook *cb, const dgm_actor *a);

// Writers, in files of their own.
void gdelt_event_row(buf *out, const dialect_row *d);
void gdelt_mention_row(buf *out, const dialect_row *d);
void icews_row(buf *out, const dialect_row *d);
void polecat_row(buf *out, const dialect_row *d);
void phoenix_row(buf *out, const dialect_row *d);
void petrarch_row(buf *out, const dialect_row *d);

#endif
