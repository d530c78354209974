// One sentence at a time: which words are predicates, then each frame's roles,
// governors before what they govern, then how the frames hang on each other.

#include "parse/frame_build.h"

#include "base/utf8.h"

// Longest sentence that is read, in tokens. The longest of UD English EWT and
// GUM has 159; more than this is a list or a table, and some questions about
// shared dependents look at all dependents of a word for each of them.
enum { MAX_SENTENCE = 2000 };

// The words of the codebook. A lemma is folded as the tables were.
// A form mostly has the lemma that it had before, in the very same bytes.
static void find_words(article *a, const codebook *cb) {
  typedef struct {
    span lemma;
    uint32_t lex;
  } memo;
  article_words(a);
  memo *last = arena_new(a->m, memo, a->words.n + 1);
  for (uint32_t t = 0; t < a->tokens.n; t++) {
    memo *now = &last[a->word_of[t]];
    span lemma = a->tokens.at[t].lemma;
    if (lemma.beg == lemma.end || now->lemma.beg != lemma.beg ||
        now->lemma.end != lemma.end)
      *now = (memo){
          lemma, lexicon_find(&cb->words, utf8_fold(a->m, token_lemma(a, t)))};
    a->tokens.at[t].lex = now->lex;
  }
}

// "each other" is one word with one meaning: the entry of both, where the
// codebook has one, is the lexicon id of the first.
static void join_fixed(builder *b, const sentence *in) {
  for (uint32_t t = in->first; t < in->end; t++) {
    uint32_t head = b->a->tokens.at[t].head;
    if (b->a->tokens.at[t].deprel == REL_FIXED && head != NO_TOKEN &&
        head + 1 == t && is_nominal(b, head))
      b->a->tokens.at[head].lex = pair_lex(b, head, t);
  }
}

// Tokens of the sentence that hang on a root, governors first. Each token is
// in one list of dependents, so the walk ends whatever the heads are.
static void find_order(builder *b, uint32_t root) {
  uint32_t t = root;
  while (t != NO_TOKEN) {
    const token *now = &b->a->tokens.at[t];
    *vec_push(b->a->m, &b->order) = t;
    if (now->child != NO_TOKEN) {
      t = now->child;
      continue;
    }
    while (t != root && b->a->tokens.at[t].next == NO_TOKEN)
      t = b->a->tokens.at[t].head;
    t = t == root ? NO_TOKEN : b->a->tokens.at[t].next;
  }
}

static uint32_t add_frame(builder *b, uint32_t pred, uint32_t head,
                          frame_kind kind) {
  uint32_t f = b->a->frames.n;
  uint32_t particle =
      kind == FRAME_VERB ? token_child(b->a, pred, REL_COMPOUND_PRT) : NO_TOKEN;
  uint32_t lex = pair_lex(b, pred, particle);
  *vec_push(b->a->m, &b->a->frames) = (frame){
      .pred = pred,
      .light = NO_TOKEN,
      .lex = lex,
      .verb_lex = kind == FRAME_VERB ? lex : lexicon_verb(&b->cb->words, lex),
      .particle = particle,
      .modal = NO_TOKEN,
      .negation = NO_TOKEN,
      .parent = NO_FRAME,
      .marker = NO_TOKEN,
      .sentence = b->sentence,
      .kind = kind};
  *vec_push(b->a->m, &b->info) = (frame_info){.head = head,
                                              .subject = NO_TOKEN,
                                              .object = NO_TOKEN,
                                              .gap = NO_TOKEN,
                                              .future = NO_FRAME,
                                              .future_of = NO_FRAME,
                                              .carrier = NO_FRAME};
  b->a->frame_of[pred] = f;
  return f;
}

// An adjective that heads a clause, with or without a copula.
static bool is_adjective_clause(const builder *b, uint32_t t) {
  if (token_child(b->a, t, REL_COP) != NO_TOKEN)
    return true;
  switch (b->a->tokens.at[t].deprel) {
  case REL_ROOT:
  case REL_XCOMP:
  case REL_CCOMP:
  case REL_ADVCL:
  case REL_ACL:
  case REL_ACL_RELCL:
  case REL_PARATAXIS:
    return true;
  case REL_CONJ: // of another one
    return b->a->tokens.at[t].head < t &&
           b->clause_of[b->a->tokens.at[t].head] != NO_FRAME;
  default:
    return false;
  }
}

static bool governs(const builder *b, uint32_t t) {
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    uint8_t rel = b->a->tokens.at[c].deprel;
    if (rel == REL_CCOMP || (rel == REL_ACL && is_complement(b, c)))
      return true;
  }
  return false;
}

static bool is_noun_predicate(const builder *b, uint32_t t) {
  uint32_t lex = b->a->tokens.at[t].lex;
  if (governs(b, t))
    return true;
  return lex != NO_WORD &&
         (lexicon_verb(&b->cb->words, lex) != NO_VALUE ||
          rules_is_trigger(&b->cb->rules, lex) ||
          word_is(b, lex, WORD_SAY_NOUN) ||
          grammar_effect(&b->cb->grammar, lex, USE_NOUN) != EFFECT_NONE);
}

// "is" in "is a member": its frame speaks for the clause that "member" heads.
static void add_copula(builder *b, uint32_t t) {
  uint32_t head = b->a->tokens.at[t].head;
  if (head == NO_TOKEN || b->clause_of[head] != NO_FRAME)
    return;
  uint8_t is = b->a->tokens.at[head].upos;
  if (is != UPOS_VERB && is != UPOS_ADJ)
    b->clause_of[head] = add_frame(b, t, head, FRAME_VERB);
}

// "demanded that X release them", the verb tagged as a noun: what has a subject
// and no copula is a verb.
static bool is_hidden_verb(const builder *b, uint32_t t) {
  return token_child(b->a, t, REL_NSUBJ) != NO_TOKEN &&
         token_child(b->a, t, REL_COP) == NO_TOKEN &&
         (token_child(b->a, t, REL_OBJ) != NO_TOKEN ||
          token_child(b->a, t, REL_AUX) != NO_TOKEN);
}

static void add_predicate(builder *b, uint32_t t) {
  const token *at = &b->a->tokens.at[t];
  switch (at->upos) {
  case UPOS_AUX:
    if (at->deprel == REL_COP) {
      add_copula(b, t);
      break;
    }
    if (at->deprel == REL_AUX || at->deprel == REL_AUX_PASS)
      break; // falls through: an auxiliary that is left alone is the verb
    // fall through
  case UPOS_VERB:
    if (at->deprel != REL_AMOD && at->deprel != REL_COMPOUND &&
        at->deprel != REL_FIXED && at->deprel != REL_CASE &&
        at->deprel != REL_MARK && at->deprel != REL_FLAT)
      b->clause_of[t] = add_frame(b, t, t, FRAME_VERB);
    break;
  case UPOS_ADJ:
    if (is_adjective_clause(b, t))
      b->clause_of[t] = add_frame(b, t, t, FRAME_ADJ);
    break;
  case UPOS_NOUN:
    if (is_hidden_verb(b, t))
      b->clause_of[t] = add_frame(b, t, t, FRAME_VERB);
    else if (at->deprel != REL_FIXED && is_noun_predicate(b, t))
      add_frame(b, t, t, FRAME_NOUN);
    break;
  default:
    break;
  }
}

static void build(builder *b, uint32_t f) {
  if (f == NO_FRAME || b->info.at[f].built)
    return;
  b->info.at[f].built = true;
  if (b->a->frames.at[f].kind == FRAME_NOUN)
    noun_build(b, f);
  else
    verb_build(b, f);
}

// A noun's participles and relative clauses come before it: one of them may be
// the verb that carries it ("the talks held in X").
static void build_at(builder *b, uint32_t t) {
  build(b, b->clause_of[t]);
  uint32_t noun = b->a->frame_of[t];
  if (noun == NO_FRAME)
    return;
  for (uint32_t c = b->a->tokens.at[t].child; c != NO_TOKEN;
       c = b->a->tokens.at[c].next) {
    uint8_t rel = b->a->tokens.at[c].deprel;
    if (rel == REL_ACL_RELCL || (rel == REL_ACL && !is_complement(b, c)))
      build(b, b->clause_of[c]);
  }
  build(b, noun);
}

static void frame_sentence(builder *b, uint32_t s) {
  const sentence *in = &b->a->sentences.at[s];
  uint32_t first = b->a->frames.n;
  b->sentence = s;
  b->order.n = 0;
  join_fixed(b, in);
  mend_tree(b);
  for (uint32_t t = in->first; t < in->end; t++)
    if (b->a->tokens.at[t].head == NO_TOKEN)
      find_order(b, t);
  uint8_t *seen = arena_new(b->a->m, uint8_t, in->end - in->first);
  for (uint32_t i = 0; i < b->order.n; i++)
    seen[b->order.at[i] - in->first] = 1;
  for (uint32_t t = in->first; t < in->end; t++)
    if (seen[t - in->first])
      add_predicate(b, t);
  for (uint32_t i = 0; i < b->order.n; i++)
    build_at(b, b->order.at[i]);
  frames_hang(b, first);
}

void frames_find(article *a, const codebook *cb) {
  uint32_t n = a->tokens.n;
  builder b = {.a = a, .cb = cb};
  a->frame_of = arena_raw(a->m, n * sizeof *a->frame_of);
  b.clause_of = arena_raw(a->m, n * sizeof *b.clause_of);
  memset(a->frame_of, 0xff, n * sizeof *a->frame_of); // NO_FRAME
  memset(b.clause_of, 0xff, n * sizeof *b.clause_of);
  find_words(a, cb);
  for (uint32_t s = 0; s < a->sentences.n; s++)
    if (a->sentences.at[s].parsed &&
        a->sentences.at[s].end - a->sentences.at[s].first <= MAX_SENTENCE)
      frame_sentence(&b, s);
}

uint32_t frame_content(const article *a, uint32_t f) {
  const frame *in = &a->frames.at[f];
  if (!(in->flags & FRAME_LIGHT))
    return f;
  uint32_t first = f, last = f;
  while (first > 0 && a->frames.at[first - 1].sentence == in->sentence)
    first--;
  while (last < a->frames.n && a->frames.at[last].sentence == in->sentence)
    last++;
  for (uint32_t g = first; g < last; g++)
    if (a->frames.at[g].light == in->pred)
      return g;
  // "going" in "is going to meet": what is to come
  for (uint32_t i = 0; i < in->n_roles; i++) {
    const role *r = &a->roles.at[in->first_role + i];
    if (r->kind == ROLE_COMP && r->frame != NO_FRAME &&
        a->frames.at[r->frame].hang == in->hang &&
        a->frames.at[r->frame].parent == in->parent)
      return r->frame;
  }
  return f;
}
