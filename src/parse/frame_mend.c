// Arcs that the codebook knows better than the parser.
//
// The parser has seen a few hundred thousand words; the codebook knows that one
// accuses somebody *of* something, and that a request may be one *to* do
// something. A few arcs are hung anew before frames are read. Each goes to a
// word that is not below the one that moves, so a tree stays a tree.

#include "parse/frame_build.h"

static token *at(const builder *b, uint32_t t) {
  return &b->a->tokens.at[t];
}

void arc_move(builder *b, uint32_t t, uint32_t head, deprel rel) {
  at(b, t)->head = head;
  at(b, t)->deprel = (uint8_t)rel;
  b->mended = true;
}

static bool is_noun(const builder *b, uint32_t t) {
  return at(b, t)->upos == UPOS_NOUN;
}

// "warned Norland of war", "told reporters": who is told is the object where
// there is no other, unless he is promised something. With an infinitive he
// stays indirect: rules that ask somebody to do something look for him there.
static void lone_object(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_IOBJ || verb == NO_TOKEN ||
      token_child(b->a, verb, REL_OBJ) != NO_TOKEN ||
      token_child(b->a, verb, REL_XCOMP) != NO_TOKEN ||
      (token_is(b, verb, WORD_SUBJECT_CONTROL) &&
       !token_is(b, verb, WORD_OBJECT_CONTROL)))
    return;
  at(b, t)->deprel = REL_OBJ;
}

// "killed at least ten people", "called off the two-day-old strike": a noun
// without preposition right behind a verb without object is what it acts upon.
// Times without preposition have a relation of their own.
static void bare_object(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_OBL || verb == NO_TOKEN || verb > t ||
      at(b, verb)->upos != UPOS_VERB || !is_nominal(b, t) ||
      case_of(b, t) != NO_TOKEN || token_child(b->a, t, REL_MARK) != NO_TOKEN)
    return;
  for (uint32_t c = at(b, verb)->child; c != NO_TOKEN; c = at(b, c)->next) {
    uint8_t rel = at(b, c)->deprel;
    if (rel == REL_OBJ || rel == REL_AUX_PASS || rel == REL_CCOMP ||
        rel == REL_XCOMP || rel == REL_OBL_AGENT ||
        (c > verb && c < t && rel == REL_OBL))
      return;
  }
  uint32_t subject = token_child(b->a, verb, REL_NSUBJ_PASS);
  if (subject != NO_TOKEN) // no auxiliary: "a bomb killed at least ten"
    at(b, subject)->deprel = REL_NSUBJ;
  at(b, t)->deprel = REL_OBJ;
}

// "accused the army of shelling", "blamed X for attacks": hung on the object,
// the phrase goes to the verb.
static void free_complement(builder *b, uint32_t t) {
  uint8_t rel = at(b, t)->deprel;
  uint32_t noun = at(b, t)->head;
  if ((rel != REL_ACL && rel != REL_NMOD) || noun == NO_TOKEN || noun > t)
    return;
  uint8_t place = at(b, noun)->deprel;
  uint32_t verb = at(b, noun)->head;
  uint32_t mark = token_child(b->a, t, rel == REL_ACL ? REL_MARK : REL_CASE);
  if ((place != REL_OBJ && place != REL_NSUBJ_PASS) || verb == NO_TOKEN ||
      mark == NO_TOKEN || verb > mark || token_is(b, noun, WORD_PARTITIVE) ||
      !pair_is(b, verb, mark, WORD_OBJECT_COMPLEMENT))
    return;
  arc_move(b, t, verb, rel == REL_ACL ? REL_ADVCL : REL_OBL);
}

// Does noun t take an infinitive: "request", "decision", "plan"?
static bool takes_infinitive(const builder *b, uint32_t t) {
  uint32_t lex = at(b, t)->lex;
  if (!is_noun(b, t) || lex == NO_WORD)
    return false;
  uint32_t verb = lexicon_verb(&b->cb->words, lex);
  return word_is(b, verb, WORD_SUBJECT_CONTROL) ||
         word_is(b, verb, WORD_OBJECT_CONTROL) ||
         grammar_effect(&b->cb->grammar, lex, USE_NOUN) != EFFECT_NONE;
}

// "urged both sides to stop": what somebody is urged to do is no clause of his.
static void free_infinitive(builder *b, uint32_t t) {
  uint32_t noun = at(b, t)->head;
  if (at(b, t)->deprel != REL_ACL || noun == NO_TOKEN || noun > t ||
      !token_is(b, token_child(b->a, t, REL_MARK), WORD_TO))
    return;
  uint8_t place = at(b, noun)->deprel;
  uint32_t verb = at(b, noun)->head;
  if ((place == REL_OBJ || place == REL_NSUBJ_PASS) && verb != NO_TOKEN &&
      verb < t && token_is(b, verb, WORD_OBJECT_CONTROL) &&
      !takes_infinitive(b, noun))
    arc_move(b, t, verb, REL_XCOMP);
}

// "refused a request from X to leave": the infinitive right behind an object
// that takes one is the object's.
static void bind_infinitive(builder *b, uint32_t t) {
  uint8_t rel = at(b, t)->deprel;
  uint32_t verb = at(b, t)->head, mark = token_child(b->a, t, REL_MARK);
  if ((rel != REL_XCOMP && rel != REL_ADVCL) || verb == NO_TOKEN ||
      !token_is(b, mark, WORD_TO))
    return;
  uint32_t object = token_child(b->a, verb, REL_OBJ), first, last, end;
  if (object == NO_TOKEN || object > mark || !takes_infinitive(b, object))
    return;
  token_yield(b->a, object, &first, &last);
  token_yield(b->a, t, &first, &end);
  if (last + 1 == first)
    arc_move(b, t, object, REL_ACL);
}

// "a bombing by rebels killed ten": nothing is done by somebody before the
// verb; the phrase belongs to the noun in front of it.
static void bind_agent(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_OBL_AGENT || verb == NO_TOKEN || t > verb)
    return;
  for (uint32_t c = at(b, verb)->child; c != NO_TOKEN && c < t;
       c = at(b, c)->next) {
    uint8_t rel = at(b, c)->deprel;
    if ((rel == REL_NSUBJ || rel == REL_NSUBJ_PASS) && is_noun(b, c)) {
      arc_move(b, t, c, REL_NMOD);
      return;
    }
  }
}

// "stands by its ally", "spoke by telephone": a finite verb with a subject of
// its own has no agent. In titles "Three held by X" may be read as finite.
static void drop_agent(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_OBL_AGENT || verb == NO_TOKEN || t < verb ||
      feat_get(at(b, verb)->feats, FEAT_VERBFORM) != VERBFORM_FIN ||
      feat_get(at(b, verb)->feats, FEAT_VOICE) ||
      token_child(b->a, verb, REL_NSUBJ) == NO_TOKEN ||
      token_child(b->a, verb, REL_AUX_PASS) != NO_TOKEN)
    return;
  if (!b->a->sentences.at[b->sentence].title ||
      feat_get(at(b, verb)->feats, FEAT_TENSE) != TENSE_PAST)
    at(b, t)->deprel = REL_OBL;
}

// "lent Norland 1.5 billion dollars" read as a kind of dollars: no name stands
// before the number inside an amount.
static void free_receiver(builder *b, uint32_t t) {
  uint32_t amount = at(b, t)->head;
  if (at(b, t)->deprel != REL_COMPOUND || at(b, t)->upos != UPOS_PROPN ||
      amount == NO_TOKEN || amount < t || at(b, amount)->deprel != REL_OBJ)
    return;
  uint32_t verb = at(b, amount)->head;
  uint32_t number = token_child(b->a, amount, REL_NUMMOD);
  if (verb != NO_TOKEN && verb < t && number != NO_TOKEN && t < number &&
      token_child(b->a, verb, REL_IOBJ) == NO_TOKEN)
    arc_move(b, t, verb, REL_IOBJ);
}

// "handed him over to Norland": the phrase is the verb's, not its particle's.
static void lift_phrase(builder *b, uint32_t t) {
  uint32_t particle = at(b, t)->head;
  if (at(b, t)->deprel != REL_OBL || particle == NO_TOKEN || particle > t ||
      (at(b, particle)->deprel != REL_ADVMOD &&
       at(b, particle)->deprel != REL_COMPOUND_PRT))
    return;
  uint32_t verb = at(b, particle)->head;
  if (verb != NO_TOKEN && verb < particle && at(b, verb)->upos == UPOS_VERB)
    arc_move(b, t, verb, REL_OBL);
}

// "the war launched by the Union against Belgrade": the act is against it.
static void free_upon(builder *b, uint32_t t) {
  uint32_t agent = at(b, t)->head;
  if (at(b, t)->deprel == REL_NMOD && agent != NO_TOKEN && t > agent &&
      at(b, agent)->deprel == REL_OBL_AGENT &&
      token_is(b, case_of(b, t), WORD_AGAINST))
    arc_move(b, t, at(b, agent)->head, REL_OBL);
}

// "noted that …, urged both sides to …, and said": a clause with tense, without
// subject and without mark is nobody's words; it is a second act.
static void free_clause(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head, feats = at(b, t)->feats;
  uint32_t form = feat_get(feats, FEAT_VERBFORM);
  bool past =
      form == VERBFORM_PART && feat_get(feats, FEAT_TENSE) == TENSE_PAST;
  if (at(b, t)->deprel != REL_CCOMP || at(b, t)->upos != UPOS_VERB ||
      verb == NO_TOKEN || verb > t || !(past || form == VERBFORM_FIN) ||
      feat_get(feats, FEAT_MOOD) == MOOD_IMP)
    return;
  for (uint32_t c = at(b, t)->child; c != NO_TOKEN; c = at(b, c)->next) {
    switch (at(b, c)->deprel) {
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_CSUBJ:
    case REL_EXPL:
    case REL_MARK:
    case REL_AUX:
    case REL_AUX_PASS:
    case REL_OBL_AGENT:
      return;
    default:
      break;
    }
  }
  if (token_child(b->a, verb, REL_NSUBJ) != NO_TOKEN)
    arc_move(b, t, verb, REL_CONJ);
}

// "arrested ten, the office said, and seized weapons": a verb behind words of
// saying that stand between commas goes on with what is said.
static void bind_conjunct(builder *b, uint32_t t) {
  uint32_t verb = at(b, t)->head;
  if (at(b, t)->deprel != REL_CONJ || at(b, t)->upos != UPOS_VERB ||
      verb == NO_TOKEN || verb + 1 >= t || !token_is(b, verb, WORD_SAY) ||
      at(b, verb + 1)->upos != UPOS_PUNCT ||
      token_child(b->a, t, REL_NSUBJ) != NO_TOKEN)
    return;
  uint32_t said = token_child(b->a, verb, REL_CCOMP);
  if (said != NO_TOKEN && said < verb)
    arc_move(b, t, said, REL_CONJ);
}

// The verb at or above noun t that takes a complement with this preposition.
static uint32_t complement_verb(const builder *b, uint32_t t, uint32_t prep) {
  for (int i = 0; i < 2; i++) { // its own, or its object's: "accused X of …"
    t = at(b, t)->head;
    if (t == NO_TOKEN)
      return NO_TOKEN;
    if (t < prep && pair_is(b, t, prep, WORD_OBJECT_COMPLEMENT))
      return t;
  }
  return NO_TOKEN;
}

// "accused X of hiding evidence" read as a kind of evidence.
static void free_gerund(builder *b, uint32_t t) {
  uint32_t prep = t - 1, noun = at(b, t)->head;
  if (at(b, t)->upos != UPOS_VERB || !is_ing(b, t) || noun == NO_TOKEN ||
      noun < t || at(b, prep)->head != noun ||
      at(b, prep)->deprel != REL_CASE ||
      (at(b, t)->deprel != REL_AMOD && at(b, t)->deprel != REL_COMPOUND))
    return;
  uint32_t verb = complement_verb(b, noun, prep);
  if (verb == NO_TOKEN)
    return;
  arc_move(b, t, verb, REL_ADVCL);
  arc_move(b, prep, t, REL_MARK);
  arc_move(b, noun, t, REL_OBJ);
}

// "denied shelling X", "was accused of shelling X": an -ing form with an object
// of its own is a clause, not a thing.
static void clause_of_gerund(builder *b, uint32_t t) {
  uint8_t rel = at(b, t)->deprel;
  if (at(b, t)->upos != UPOS_VERB || !is_ing(b, t) ||
      token_child(b->a, t, REL_DET) != NO_TOKEN ||
      token_child(b->a, t, REL_OBJ) == NO_TOKEN)
    return;
  uint32_t prep = case_of(b, t);
  if (rel == REL_OBJ && prep == NO_TOKEN) {
    arc_move(b, t, at(b, t)->head, REL_XCOMP);
  } else if (rel == REL_OBL && prep != NO_TOKEN) {
    arc_move(b, t, at(b, t)->head, REL_ADVCL);
    arc_move(b, prep, t, REL_MARK);
  }
}

static bool is_finite(const builder *b, uint32_t t) {
  return feat_get(at(b, t)->feats, FEAT_VERBFORM) == VERBFORM_FIN;
}

// "A report called for sanctions." with a noun as root and no finite verb: the
// participle that the tree makes of the verb is the main verb.
static void raise_verb(builder *b, const sentence *in) {
  uint32_t root = in->first;
  for (uint32_t t = in->first; t < in->end; t++) {
    if (is_finite(b, t))
      return;
    if (at(b, t)->head == NO_TOKEN)
      root = t;
  }
  uint32_t verb = token_child(b->a, root, REL_ACL);
  if (in->title || verb == NO_TOKEN || verb < root ||
      at(b, root)->deprel != REL_ROOT ||
      feat_get(at(b, verb)->feats, FEAT_TENSE) != TENSE_PAST ||
      token_child(b->a, verb, REL_OBL_AGENT) != NO_TOKEN)
    return;
  for (uint32_t c = at(b, root)->child; c != NO_TOKEN; c = at(b, c)->next)
    if (c > verb)
      arc_move(b, c, verb, (deprel)at(b, c)->deprel);
  at(b, verb)->feats &= ~(1u << FEAT_VOICE);
  arc_move(b, verb, NO_TOKEN, REL_ROOT);
  arc_move(b, root, verb, REL_NSUBJ);
}

void mend_tree(builder *b) {
  const sentence *in = &b->a->sentences.at[b->sentence];
  b->mended = false;
  drop_dateline(b, in);
  raise_verb(b, in);
  raise_hidden_verb(b);
  name_first_word(b);
  if (b->mended)
    sentence_link(b->a, b->sentence);
  b->mended = false;
  for (uint32_t t = in->first; t < in->end; t++) {
    free_receiver(b, t);
    lone_object(b, t);
    bare_object(b, t);
    lift_phrase(b, t);
    free_partitive(b, t);
    split_objects(b, t);
    free_name(b, t);
    if (t > in->first)
      bind_particle(b, t);
  }
  for (uint32_t t = in->first; t < in->end; t++) {
    free_complement(b, t);
    free_infinitive(b, t);
    bind_infinitive(b, t);
    bind_agent(b, t);
    drop_agent(b, t);
    free_upon(b, t);
    free_clause(b, t);
    clause_of_gerund(b, t);
    bind_conjunct(b, t);
    mend_said(b, t);
    if (t > in->first)
      free_gerund(b, t);
  }
  if (b->mended)
    sentence_link(b->a, b->sentence);
}
