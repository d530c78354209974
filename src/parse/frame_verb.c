// What a clause says of itself: voice, tense, aspect, mood, negation, and its
// own dependents as roles. What it takes from elsewhere is frame_share.c's.

#include "parse/frame_build.h"

// The auxiliaries of one clause.
typedef struct {
  bool any, be, have, being, passive, future, finite;
  bool got;       // "had got arrested"
  bool bare_past; // none, and the verb is finite all the same
  uint32_t tense; // ud.h TENSE_… of the finite auxiliary, 0 for none
  uint32_t modal; // token, or NO_TOKEN
} auxiliaries;

static void read_auxiliary(const builder *b, uint32_t c, auxiliaries *out) {
  uint32_t feats = b->a->tokens.at[c].feats;
  out->any = true;
  if (feat_get(feats, FEAT_VERBFORM) == VERBFORM_FIN) {
    out->finite = true;
    out->tense = feat_get(feats, FEAT_TENSE);
  }
  if (token_is(b, c, WORD_FUTURE_AUX))
    out->future = true;
  if (token_is(b, c, WORD_FUTURE_AUX) || token_is(b, c, WORD_MODAL))
    out->modal = c;
  out->have |= token_is(b, c, WORD_HAVE);
  out->be |= token_is(b, c, WORD_BE);
  out->being |= is_ing(b, c);
  out->passive |= b->a->tokens.at[c].deprel == REL_AUX_PASS;
  out->got |= b->a->tokens.at[c].deprel == REL_AUX_PASS &&
              !token_is(b, c, WORD_BE) && !token_is(b, c, WORD_HAVE);
}

static auxiliaries find_auxiliaries(const builder *b, uint32_t head) {
  auxiliaries out = {.modal = NO_TOKEN};
  for (uint32_t c = b->a->tokens.at[head].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    switch (b->a->tokens.at[c].deprel) {
    case REL_AUX:
    case REL_AUX_PASS:
    case REL_COP:
      read_auxiliary(b, c, &out);
      break;
    case REL_NSUBJ_PASS:
    case REL_CSUBJ_PASS:
    case REL_OBL_AGENT:
      out.passive = true;
      break;
    case REL_CASE: // "is due to travel", read as a preposition or marker
    case REL_MARK:
      out.future |= c + 1 < head && token_is(b, c, WORD_FUTURE_WORD) &&
                    token_is(b, c + 1, WORD_TO);
      break;
    default:
      break;
    }
  }
  return out;
}

static frame_tense tense_of(uint32_t tense) {
  return tense == TENSE_PAST ? TENSE_OF_PAST : TENSE_OF_NOW;
}

static bool is_past_participle(const builder *b, uint32_t t) {
  uint32_t feats = b->a->tokens.at[t].feats;
  return feat_get(feats, FEAT_VERBFORM) == VERBFORM_PART &&
         feat_get(feats, FEAT_TENSE) == TENSE_PAST;
}

// A past participle without auxiliary: passive where it modifies ("backed by
// X, …"), a past tense that was tagged wrongly where only a finite verb can
// stand. Headlines leave their auxiliaries out: "Three held in X".
static bool is_bare_past(const builder *b, uint32_t head) {
  const token *at = &b->a->tokens.at[head];
  bool subject = token_child(b->a, head, REL_NSUBJ) != NO_TOKEN ||
                 token_child(b->a, head, REL_NSUBJ_PASS) != NO_TOKEN;
  uint32_t agent = token_child(b->a, head, REL_OBL_AGENT);
  if (!is_past_participle(b, head) || (agent != NO_TOKEN && agent > head))
    return false;
  if (b->a->sentences.at[b->sentence].title &&
      token_child(b->a, head, REL_OBJ) == NO_TOKEN &&
      token_child(b->a, head, REL_XCOMP) == NO_TOKEN &&
      token_child(b->a, head, REL_CCOMP) == NO_TOKEN)
    return false;
  switch (at->deprel) {
  case REL_ROOT:
  case REL_CCOMP:
  case REL_ACL_RELCL:
    return true;
  case REL_PARATAXIS:
  case REL_ADVCL:
    return subject;
  case REL_CONJ: {
    uint32_t first = at->head == NO_TOKEN ? NO_FRAME : b->clause_of[at->head];
    return subject ||
           (first != NO_FRAME &&
            b->a->frames.at[first].tense == TENSE_OF_PAST &&
            !(b->a->frames.at[first].flags & (FRAME_PASSIVE | FRAME_PERFECT)));
  }
  default:
    return false;
  }
}

static bool is_reduced_passive(const builder *b, uint32_t t) {
  uint8_t rel = b->a->tokens.at[t].deprel;
  return is_past_participle(b, t) && (rel == REL_ACL || rel == REL_ADVCL) &&
         token_child(b->a, t, REL_OBJ) == NO_TOKEN;
}

static bool is_to_infinitive(const builder *b, uint32_t head) {
  for (uint32_t c = b->a->tokens.at[head].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next)
    if (b->a->tokens.at[c].deprel == REL_MARK && token_is(b, c, WORD_TO))
      return true;
  return false;
}

// "let", "cut", "put" look the same in every tense: with a subject in front of
// it and no auxiliary between, a main verb is no infinitive and no order.
static bool is_stated(const builder *b, uint32_t head) {
  uint32_t subject = token_child(b->a, head, REL_NSUBJ);
  if (b->a->tokens.at[head].deprel != REL_ROOT || subject == NO_TOKEN)
    return false;
  for (uint32_t t = subject; t < head; t++)
    if (b->a->tokens.at[t].upos == UPOS_AUX)
      return false;
  return subject < head;
}

static void set_tense(const builder *b, frame *f, uint32_t head,
                      const auxiliaries *x) {
  uint32_t feats = b->a->tokens.at[head].feats;
  uint32_t form = feat_get(feats, FEAT_VERBFORM);
  bool to = is_to_infinitive(b, head);
  f->modal = x->modal;
  if (x->future || (to && x->be && x->finite))
    f->tense = TENSE_FUTURE; // "will meet", "is to meet"
  else if (x->finite)
    f->tense = tense_of(x->tense);
  else if (x->bare_past)
    f->tense = TENSE_OF_PAST;
  else if (form == VERBFORM_FIN)
    f->tense = tense_of(feat_get(feats, FEAT_TENSE));
  else if (form == VERBFORM_INF && !to && !x->any && is_stated(b, head))
    f->tense = TENSE_OF_PAST;
  else if (to || (form == VERBFORM_INF && x->modal == NO_TOKEN))
    f->flags |= FRAME_INFINITIVE;
  else if (form == VERBFORM_PART || form == VERBFORM_GER || x->being)
    f->flags |= FRAME_PARTICIPLE;
}

// "has met and signed": a participle without auxiliary has the voice of the
// verb it is coordinated with.
static bool follows_active(const builder *b, uint32_t head) {
  const token *at = &b->a->tokens.at[head];
  if (at->deprel != REL_CONJ || at->head == NO_TOKEN ||
      token_child(b->a, head, REL_OBL_AGENT) != NO_TOKEN)
    return false;
  uint32_t first = b->clause_of[at->head];
  return first != NO_FRAME && !(b->a->frames.at[first].flags & FRAME_PASSIVE) &&
         b->a->frames.at[first].flags & FRAME_PERFECT;
}

static void set_voice(const builder *b, frame *f, uint32_t head,
                      const auxiliaries *x) {
  const token *at = &b->a->tokens.at[head];
  if (x->have)
    f->flags |= FRAME_PERFECT;
  // "had spoken by telephone": "have" alone makes no passive.
  bool active = x->have && !x->be && !x->got;
  if (at->upos != UPOS_VERB || x->bare_past || active ||
      (!x->any && follows_active(b, head)))
    return;
  if (x->passive || feat_get(at->feats, FEAT_VOICE) ||
      (!x->finite && is_reduced_passive(b, head)))
    f->flags |= FRAME_PASSIVE;
  else if (x->be && is_ing(b, head))
    f->flags |= FRAME_PROGRESSIVE;
}

// "no troops entered", "met no resistance", "neither side agreed"
static uint32_t negative_argument(const builder *b, uint32_t head) {
  for (uint32_t c = b->a->tokens.at[head].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    uint8_t rel = b->a->tokens.at[c].deprel;
    if (rel != REL_NSUBJ && rel != REL_NSUBJ_PASS && rel != REL_OBJ)
      continue;
    uint32_t no = negation_at(b, c);
    if (no != NO_TOKEN)
      return no;
  }
  return NO_TOKEN;
}

static bool has_question_mark(const builder *b, uint32_t head) {
  for (uint32_t c = b->a->tokens.at[head].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next)
    if (b->a->tokens.at[c].deprel == REL_PUNCT &&
        str_starts(token_text(b->a, c), S("?")))
      return true;
  return false;
}

static void set_mood(const builder *b, frame *f, uint32_t head) {
  f->negation = negation_at(b, head);
  if (f->negation == NO_TOKEN)
    f->negation = negative_argument(b, head);
  if (f->negation != NO_TOKEN)
    f->flags |= FRAME_NEGATED;
  if (has_question_mark(b, head))
    f->flags |= FRAME_QUESTION;
  if (feat_get(b->a->tokens.at[head].feats, FEAT_MOOD) == MOOD_IMP &&
      !is_stated(b, head))
    f->flags |= FRAME_IMPERATIVE;
}

// "did not attack or threaten": a verb without tense of its own has that of
// the verb it is coordinated with.
static void share_auxiliaries(const builder *b, frame *f, uint32_t head,
                              const auxiliaries *x) {
  const token *at = &b->a->tokens.at[head];
  if (at->deprel != REL_CONJ || at->head == NO_TOKEN ||
      f->tense != TENSE_NONE || x->modal != NO_TOKEN ||
      is_to_infinitive(b, head))
    return;
  uint32_t first = b->clause_of[at->head];
  if (first == NO_FRAME)
    return;
  const frame *from = &b->a->frames.at[first];
  uint16_t shared = FRAME_PERFECT | FRAME_PROGRESSIVE | FRAME_INFINITIVE |
                    FRAME_NEGATED | FRAME_PARTICIPLE;
  if (is_past_participle(b, head))
    shared |= FRAME_PASSIVE;
  f->flags &= (uint16_t) ~(FRAME_INFINITIVE | FRAME_PARTICIPLE);
  f->flags |= from->flags & shared;
  f->tense = from->tense;
  f->modal = from->modal;
  if (f->negation == NO_TOKEN)
    f->negation = from->negation;
}

// "is going to visit", "is set to", "is about to": the verb above only says
// when. Frame f is the visit.
static void take_future(builder *b, uint32_t f) {
  uint32_t head = b->info.at[f].head, g = b->a->tokens.at[head].head;
  uint32_t above = g == NO_TOKEN ? NO_FRAME : b->clause_of[g];
  if (b->a->tokens.at[head].deprel != REL_XCOMP || above == NO_FRAME)
    return;
  frame *to = &b->a->frames.at[f], *when = &b->a->frames.at[above];
  uint32_t head_lex = b->a->tokens.at[b->info.at[above].head].lex;
  bool be = when->lex == head_lex
                ? when->kind == FRAME_ADJ || word_is(b, when->lex, WORD_BE) ||
                      when->flags & (FRAME_PASSIVE | FRAME_PROGRESSIVE)
                : true; // a copula over another word
  if (!be || !(to->flags & FRAME_INFINITIVE) ||
      !word_is(b, head_lex, WORD_FUTURE_WORD))
    return;
  when->flags |= FRAME_LIGHT;
  to->flags &= (uint16_t)~FRAME_INFINITIVE;
  to->flags |= when->flags & (FRAME_NEGATED | FRAME_QUESTION);
  to->tense = TENSE_FUTURE;
  to->modal = when->modal;
  if (to->negation == NO_TOKEN)
    to->negation = when->negation;
  b->info.at[f].future = above;
  b->info.at[above].future_of = f;
}

static void put_argument(builder *b, uint32_t f, uint32_t c) {
  role r = {.token = c, .mark = NO_TOKEN};
  switch (b->a->tokens.at[c].deprel) {
  case REL_OBL_AGENT:
    r.kind = b->a->frames.at[f].flags & FRAME_PASSIVE ? ROLE_SUBJ : ROLE_PREP;
    r.mark = case_of(b, c);
    break;
  case REL_OBJ:
    r.kind = ROLE_OBJ;
    break;
  case REL_IOBJ:
    r.kind = ROLE_IOBJ;
    break;
  default:
    return;
  }
  role_fill(b, f, r);
}

static void put_own_roles(builder *b, uint32_t f) {
  frame_info *info = &b->info.at[f];
  for (uint32_t c = b->a->tokens.at[info->head].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    switch (b->a->tokens.at[c].deprel) {
    case REL_NSUBJ:
    case REL_NSUBJ_PASS:
    case REL_NSUBJ_OUTER:
    case REL_CSUBJ:
    case REL_CSUBJ_PASS:
      if (info->subject == NO_TOKEN)
        role_subject(b, f, c, 0);
      break;
    default:
      put_argument(b, f, c);
    }
  }
}

void verb_build(builder *b, uint32_t f) {
  frame *at = &b->a->frames.at[f];
  frame_info *info = &b->info.at[f];
  auxiliaries x = find_auxiliaries(b, info->head);
  x.bare_past = !x.any && is_bare_past(b, info->head);
  set_tense(b, at, info->head, &x);
  set_voice(b, at, info->head, &x);
  set_mood(b, at, info->head);
  share_auxiliaries(b, at, info->head, &x);
  take_future(b, f);
  uint32_t limit, object = token_child(b->a, info->head, REL_OBJ);
  if (object != NO_TOKEN)
    info->object = antecedent(b, object, &limit);
  role_open(b, f);
  put_own_roles(b, f);
  verb_share(b, f);
}
