#ifndef CODEBOOK_SCHEME_H
#define CODEBOOK_SCHEME_H

// The coding scheme: event types with their modes, CAMEO's codes, contexts.
// world/events.tsv, world/cameo.tsv, world/contexts.tsv; nothing of it is
// compiled in.

#include "base/map.h"
#include "base/vec.h"
#include "codebook/table.h"

#define NO_TYPE UINT32_MAX // a code without a type (CAMEO root 01)

enum {
  SCHEME_MODES = 32,    // bits of event.modes; ASSAULT has 19
  SCHEME_CONTEXTS = 64, // bits of event.contexts; PLOVER has 37
};

typedef enum {
  RECIPIENT_OPTIONAL,
  RECIPIENT_REQUIRED,
  RECIPIENT_ONE_SIDED, // required unless the event lists both sides
} recipient_need;

typedef struct {
  str name;      // "ASSAULT"
  uint32_t quad; // 1 to 4
  double score;  // PLOVER's mean intensity
  recipient_need recipient;
  str modes[SCHEME_MODES]; // bit i of event.modes
  uint32_t n_modes;
  // Type and CAMEO code as which its future is coded (PLOVER: a meeting to come
  // is AGREE), and its refused future ("will not free them": REJECT), or empty.
  str future, future_code, refusal, refusal_code;
  str threat, threat_code; // the same for a future on a condition
  str code;    // CAMEO's general code for the type, where no finer one is known
  bool mutual; // several actors and no recipient do it to one another
} event_type;

typedef struct {
  str code;          // "0811", a string
  uint32_t type;     // row of types, or NO_TYPE
  uint32_t modes;    // bits of the type's modes
  uint64_t contexts; // bits
  double score;      // Goldstein scale, 0 where it has none
  bool scored;       // the scale has a value
} cameo_code;

typedef struct {
  VEC(event_type) types;
  VEC(cameo_code) codes;
  VEC(str) contexts;
  map type_by_name, code_by_name, context_by_name;
} scheme;

// Loading: reads one of the three tables; false when the file is none of them.
// Order: contexts.tsv, events.tsv, cameo.tsv (scheme_rank gives 0, 1, 2).
bool scheme_read(scheme *s, arena *m, const source_file *file,
                 reporter *errors);
// Place of a file in that order, NO_VALUE for other files.
uint32_t scheme_rank(str name);

// Rows by name; NO_VALUE when there is none.
uint32_t scheme_type(const scheme *s, str name);
uint32_t scheme_code(const scheme *s, str code);
uint32_t scheme_context(const scheme *s, str name);
uint32_t scheme_mode(const event_type *t, str name);

// Quad class of a CAMEO code by its root, for codes without a type: 1 to 4.
uint32_t scheme_quad(const scheme *s, uint32_t code);

#endif
