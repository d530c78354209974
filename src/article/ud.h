#ifndef ARTICLE_UD_H
#define ARTICLE_UD_H

// Universal Dependencies: word classes, relations and features as numbers.
// The names are UD's (universaldependencies.org/guidelines.html, version 2);
// the relations are those of English EWT and GUM.

#include "base/str.h"

// ORDER UPOS: the names in ud.c and the model's labels follow it.
typedef enum {
  UPOS_X,
  UPOS_ADJ,
  UPOS_ADP,
  UPOS_ADV,
  UPOS_AUX,
  UPOS_CCONJ,
  UPOS_DET,
  UPOS_INTJ,
  UPOS_NOUN,
  UPOS_NUM,
  UPOS_PART,
  UPOS_PRON,
  UPOS_PROPN,
  UPOS_PUNCT,
  UPOS_SCONJ,
  UPOS_SYM,
  UPOS_VERB,
  N_UPOS
} upos;

// ORDER DEPREL: the names in ud.c follow it.
typedef enum {
  REL_DEP,
  REL_ROOT,
  REL_ACL,
  REL_ACL_RELCL,
  REL_ADVCL,
  REL_ADVCL_RELCL,
  REL_ADVMOD,
  REL_AMOD,
  REL_APPOS,
  REL_AUX,
  REL_AUX_PASS,
  REL_CASE,
  REL_CC,
  REL_CC_PRECONJ,
  REL_CCOMP,
  REL_COMPOUND,
  REL_COMPOUND_PRT,
  REL_CONJ,
  REL_COP,
  REL_CSUBJ,
  REL_CSUBJ_PASS,
  REL_CSUBJ_OUTER,
  REL_DET,
  REL_DET_PREDET,
  REL_DISCOURSE,
  REL_DISLOCATED,
  REL_EXPL,
  REL_FIXED,
  REL_FLAT,
  REL_FLAT_FOREIGN,
  REL_GOESWITH,
  REL_IOBJ,
  REL_LIST,
  REL_MARK,
  REL_NMOD,
  REL_NMOD_DESC,
  REL_NMOD_POSS,
  REL_NMOD_UNMARKED,
  REL_NSUBJ,
  REL_NSUBJ_PASS,
  REL_NSUBJ_OUTER,
  REL_NUMMOD,
  REL_OBJ,
  REL_OBL,
  REL_OBL_AGENT,
  REL_OBL_UNMARKED,
  REL_ORPHAN,
  REL_PARATAXIS,
  REL_PUNCT,
  REL_REPARANDUM,
  REL_VOCATIVE,
  REL_XCOMP,
  N_DEPREL
} deprel;

str upos_name(upos u);
str deprel_name(deprel r); // with its subtype: "nsubj:pass"

// By name; UPOS_X and REL_DEP for what is not listed. A relation with an
// unknown subtype is read as the plain relation.
upos upos_find(str name);
deprel deprel_find(str name);

// Morphological features, packed into 32 bits; 0 is "not marked".
// Each field: shift, width, values in the order of ud.c.
enum {
  FEAT_NUMBER = 0,    // 2 bits: Sing, Plur, Ptan
  FEAT_PERSON = 2,    // 2: 1, 2, 3
  FEAT_TENSE = 4,     // 2: Past, Pres
  FEAT_VERBFORM = 6,  // 3: Fin, Inf, Part, Ger
  FEAT_MOOD = 9,      // 2: Ind, Imp, Sub
  FEAT_VOICE = 11,    // 1: Pass
  FEAT_DEGREE = 12,   // 2: Pos, Cmp, Sup
  FEAT_PRONTYPE = 14, // 4: Art, Dem, Ind, Int, Neg, Prs, Rcp, Rel, Tot, Emp
  FEAT_GENDER = 18,   // 2: Fem, Masc, Neut
  FEAT_CASE = 20,     // 2: Nom, Acc, Gen
  FEAT_POSS = 22,     // 1: Yes
  FEAT_REFLEX = 23,   // 1: Yes
  FEAT_DEFINITE = 24, // 2: Def, Ind
  FEAT_NUMTYPE = 26,  // 3: Card, Ord, Mult, Frac
  FEAT_POLARITY = 29, // 1: Neg
  FEAT_ABBR = 30,     // 1: Yes
  FEAT_TYPO = 31,     // 1: Yes
};
enum { NUMBER_SING = 1, NUMBER_PLUR, NUMBER_PTAN };
enum { TENSE_PAST = 1, TENSE_PRES };
enum { VERBFORM_FIN = 1, VERBFORM_INF, VERBFORM_PART, VERBFORM_GER };
enum { MOOD_IND = 1, MOOD_IMP, MOOD_SUB };
enum { GENDER_FEM = 1, GENDER_MASC, GENDER_NEUT };
enum { PRONTYPE_ART = 1, PRONTYPE_DEM };

// The value of one field, e.g. feat_get(t.feats, FEAT_TENSE) == TENSE_PAST.
uint32_t feat_get(uint32_t feats, int field);

// Reads "Number=Sing|Person=3" (or "_"); unknown features are left out.
uint32_t feats_read(str s);

// Writes the UD string, features in alphabetical order, "_" for none; returns
// its length. room is at least 256.
uint32_t feats_write(char *out, uint32_t feats);

#endif
