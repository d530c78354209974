#include "article/ud.h"

// ORDER UPOS
static const char *const upos_names[N_UPOS] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

// ORDER DEPREL
static const char *const deprel_names[N_DEPREL] = {
    "dep",          "root",          "acl",      "acl:relcl",
    "advcl",        "advcl:relcl",   "advmod",   "amod",
    "appos",        "aux",           "aux:pass", "case",
    "cc",           "cc:preconj",    "ccomp",    "compound",
    "compound:prt", "conj",          "cop",      "csubj",
    "csubj:pass",   "csubj:outer",   "det",      "det:predet",
    "discourse",    "dislocated",    "expl",     "fixed",
    "flat",         "flat:foreign",  "goeswith", "iobj",
    "list",         "mark",          "nmod",     "nmod:desc",
    "nmod:poss",    "nmod:unmarked", "nsubj",    "nsubj:pass",
    "nsubj:outer",  "nummod",        "obj",      "obl",
    "obl:agent",    "obl:unmarked",  "orphan",   "parataxis",
    "punct",        "reparandum",    "vocative", "xcomp"};

str upos_name(upos u) {
  return str_of(upos_names[u < N_UPOS ? u : UPOS_X]);
}

str deprel_name(deprel r) {
  return str_of(deprel_names[r < N_DEPREL ? r : REL_DEP]);
}

upos upos_find(str name) {
  for (uint32_t i = 0; i < N_UPOS; i++)
    if (str_eq(name, str_of(upos_names[i])))
      return (upos)i;
  return UPOS_X;
}

static uint32_t exact_relation(str name) {
  for (uint32_t i = 0; i < N_DEPREL; i++)
    if (str_eq(name, str_of(deprel_names[i])))
      return i;
  return N_DEPREL;
}

deprel deprel_find(str name) {
  uint32_t found = exact_relation(name);
  if (found == N_DEPREL)
    found = exact_relation(str_cut(&name, ':'));
  return found == N_DEPREL ? REL_DEP : (deprel)found;
}

// In UD's alphabetical order, so that writing walks it once.
static const struct {
  const char *name;
  int shift, bits;
  const char *values[11];
} fields[] = {
    {"Abbr", FEAT_ABBR, 1, {"Yes"}},
    {"Case", FEAT_CASE, 2, {"Nom", "Acc", "Gen"}},
    {"Definite", FEAT_DEFINITE, 2, {"Def", "Ind"}},
    {"Degree", FEAT_DEGREE, 2, {"Pos", "Cmp", "Sup"}},
    {"Gender", FEAT_GENDER, 2, {"Fem", "Masc", "Neut"}},
    {"Mood", FEAT_MOOD, 2, {"Ind", "Imp", "Sub"}},
    {"NumType", FEAT_NUMTYPE, 3, {"Card", "Ord", "Mult", "Frac"}},
    {"Number", FEAT_NUMBER, 2, {"Sing", "Plur", "Ptan"}},
    {"Person", FEAT_PERSON, 2, {"1", "2", "3"}},
    {"Polarity", FEAT_POLARITY, 1, {"Neg"}},
    {"Poss", FEAT_POSS, 1, {"Yes"}},
    {"PronType",
     FEAT_PRONTYPE,
     4,
     {"Art", "Dem", "Ind", "Int", "Neg", "Prs", "Rcp", "Rel", "Tot", "Emp"}},
    {"Reflex", FEAT_REFLEX, 1, {"Yes"}},
    {"Tense", FEAT_TENSE, 2, {"Past", "Pres"}},
    {"Typo", FEAT_TYPO, 1, {"Yes"}},
    {"VerbForm", FEAT_VERBFORM, 3, {"Fin", "Inf", "Part", "Ger"}},
    {"Voice", FEAT_VOICE, 1, {"Pass"}},
};
enum { N_FIELDS = sizeof fields / sizeof fields[0] };

uint32_t feat_get(uint32_t feats, int field) {
  for (uint32_t i = 0; i < N_FIELDS; i++)
    if (fields[i].shift == field)
      return feats >> field & ((1u << fields[i].bits) - 1);
  return 0;
}

static uint32_t read_one(str name, str value) {
  for (uint32_t i = 0; i < N_FIELDS; i++) {
    if (!str_eq(name, str_of(fields[i].name)))
      continue;
    for (uint32_t v = 0; v < 11 && fields[i].values[v]; v++)
      if (str_eq(value, str_of(fields[i].values[v])))
        return (v + 1) << fields[i].shift;
  }
  return 0;
}

uint32_t feats_read(str s) {
  uint32_t feats = 0;
  while (s.p) {
    str pair = str_cut(&s, '|');
    str name = str_cut(&pair, '=');
    feats |= read_one(name, pair);
  }
  return feats;
}

static uint32_t put(char *out, uint32_t n, const char *z) {
  str s = str_of(z);
  memcpy(out + n, s.p, s.len);
  return n + s.len;
}

uint32_t feats_write(char *out, uint32_t feats) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < N_FIELDS; i++) {
    uint32_t v = feats >> fields[i].shift & ((1u << fields[i].bits) - 1);
    if (!v || !fields[i].values[v - 1])
      continue;
    if (n)
      out[n++] = '|';
    n = put(out, n, fields[i].name);
    out[n++] = '=';
    n = put(out, n, fields[i].values[v - 1]);
  }
  return n ? n : put(out, 0, "_");
}
