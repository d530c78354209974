// Words of saying in the trees, and what they govern:
//
//   X said (that) C          clause below the cue
//   C, X said · C, said X    cue that hangs loose on the clause, or above it
//   C, according to X        a source beside the clause
//   X's claim that C         a noun of saying with a clause
//   X denied (doing) C       denied clause, infinitive or object

#include "mention/quote_part.h"

enum { CLIMB = 4 }; // nouns within nouns between a loose "saying" and its verb

bool quote_is_mark(const quoter *q, uint32_t t) {
  return q->a->tokens.at[t].upos == UPOS_PUNCT;
}

bool quote_is_cue(const quoter *q, uint32_t t, speech_kind kind) {
  uint8_t u = q->a->tokens.at[t].upos;
  bool fits = kind == SPEECH_NOUN
                  ? u == UPOS_NOUN
                  : u == UPOS_VERB || (u == UPOS_ADJ && kind == SPEECH_WEAK);
  return (q->lemma[t] >> kind & 1) && fits;
}

void draft_add(const quoter *q, draft *d, uint32_t first, uint32_t end) {
  while (first < end && quote_is_mark(q, first))
    first++;
  while (end > first && quote_is_mark(q, end - 1))
    end--;
  if (first < end && d->n_runs < QUOTE_RUNS)
    d->runs[d->n_runs++] = (run){first, end};
}

// Adds [first, end) without the hole in it.
static void add_around(const quoter *q, draft *d, run all, run hole) {
  if (hole.first >= all.end || hole.end <= all.first) {
    draft_add(q, d, all.first, all.end);
    return;
  }
  draft_add(q, d, all.first, hole.first);
  draft_add(q, d, hole.end, all.end);
}

static run subtree(const quoter *q, uint32_t t) {
  return (run){q->lo[t], q->hi[t] + 1};
}

static uint32_t own_subject(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  static const deprel active[] = {REL_OBL_AGENT, REL_NSUBJ, REL_NSUBJ_OUTER};
  for (size_t i = 0; i < sizeof active / sizeof *active; i++) {
    uint32_t s = token_child(a, cue, active[i]);
    // "that is to say"
    if (s != NO_TOKEN &&
        (a->tokens.at[s].upos != UPOS_PRON ||
         feat_get(a->tokens.at[s].feats, FEAT_PRONTYPE) != PRONTYPE_DEM))
      return s;
  }
  return NO_TOKEN;
}

// The nearest verb from `head` upward, itself included.
static uint32_t verb_from(const article *a, uint32_t head) {
  for (uint32_t i = 0; i < CLIMB; i++) {
    uint32_t up = a->tokens.at[head].head;
    if (a->tokens.at[head].upos == UPOS_VERB || up == NO_TOKEN)
      break;
    head = up;
  }
  return head;
}

// "went on to say", "left, saying", "a man saying", "was quoted as saying": a
// cue without a subject takes that of the verb above it, or the noun that it
// describes.
uint32_t quote_subject(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  for (uint32_t step = 0; step < 3; step++) { // clauses above one another
    uint32_t s = own_subject(q, cue);
    uint32_t passive = token_child(a, cue, REL_NSUBJ_PASS);
    uint32_t head = a->tokens.at[cue].head;
    uint8_t rel = a->tokens.at[cue].deprel;
    if (s != NO_TOKEN || head == NO_TOKEN || passive != NO_TOKEN)
      return s == NO_TOKEN && step ? passive : s;
    // "…, saying" is the clause's, "a man saying" the man's.
    bool loose = rel == REL_ACL && (a->tokens.at[head].upos == UPOS_VERB ||
                                    quote_is_mark(q, cue - 1) ||
                                    token_child(a, cue, REL_MARK) != NO_TOKEN);
    if (rel == REL_ACL && !loose)
      return head;
    if (!loose && rel != REL_CONJ && rel != REL_XCOMP && rel != REL_ADVCL)
      return NO_TOKEN;
    uint32_t up = loose ? verb_from(a, head) : head;
    // "quoted an official as saying": the one who is quoted says it.
    uint32_t quoted = token_child(a, up, REL_OBJ);
    if (quoted != NO_TOKEN && rel == REL_ADVCL && quote_is_said(q, up) &&
        token_child(a, cue, REL_MARK) != NO_TOKEN)
      return quoted;
    cue = up;
  }
  return NO_TOKEN;
}

// "have said", "was quoted as saying": auxiliaries that touch the cue.
static run cue_run(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  run r = {cue, cue + 1};
  while (r.first > 0 && a->tokens.at[r.first - 1].head == cue &&
         (a->tokens.at[r.first - 1].deprel == REL_AUX ||
          a->tokens.at[r.first - 1].deprel == REL_AUX_PASS))
    r.first--;
  while (r.end < a->tokens.n && a->tokens.at[r.end].head == cue &&
         a->tokens.at[r.end].deprel == REL_COMPOUND_PRT)
    r.end++;
  return r;
}

static draft *new_draft(quoter *q, uint32_t cue, uint32_t speaker) {
  draft *d = vec_push(q->a->m, &q->drafts);
  *d = (draft){.cue = cue,
               .cue_words = cue_run(q, cue),
               .speaker = speaker,
               .denied = q->lemma[cue] >> SPEECH_DENY & 1};
  return d;
}

static void drop_empty(quoter *q) {
  if (!q->drafts.at[q->drafts.n - 1].n_runs)
    q->drafts.n--;
}

// "told reporters that she would resign": a parser may hang the clause on the
// noun. Such a clause begins with "that" and has a subject besides it.
static uint32_t stolen_clause(const quoter *q, uint32_t noun) {
  const article *a = q->a;
  uint32_t c =
      noun == NO_TOKEN ? NO_TOKEN : token_child(a, noun, REL_ACL_RELCL);
  if (c == NO_TOKEN || c < noun ||
      !grammar_is(&q->cb->grammar, &q->cb->words, a->tokens.at[q->lo[c]].lex,
                  WORD_THAT))
    return NO_TOKEN;
  uint32_t subject = token_child(a, c, REL_NSUBJ);
  if (subject == NO_TOKEN)
    subject = token_child(a, c, REL_NSUBJ_PASS);
  return subject == NO_TOKEN || subject == q->lo[c] ? NO_TOKEN : c;
}

// An adverbial clause that is the words told: "admitted to her that …", and the
// saying of "quoted him as saying".
static uint32_t loose_clause(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  uint32_t c = token_child(a, cue, REL_ADVCL);
  if (c == NO_TOKEN || c < cue)
    return NO_TOKEN;
  uint32_t mark = token_child(a, c, REL_MARK);
  bool that = mark != NO_TOKEN && grammar_is(&q->cb->grammar, &q->cb->words,
                                             a->tokens.at[mark].lex, WORD_THAT);
  bool saying = mark != NO_TOKEN && quote_is_said(q, c) &&
                token_child(a, cue, REL_OBJ) != NO_TOKEN &&
                token_child(a, c, REL_CCOMP) != NO_TOKEN;
  return that || saying ? c : NO_TOKEN;
}

// What a cue governs: its clause, or for a denial what is denied.
static uint32_t governed(const quoter *q, uint32_t cue) {
  const article *a = q->a;
  uint32_t c = token_child(a, cue, REL_CCOMP);
  if (c == NO_TOKEN)
    c = loose_clause(q, cue);
  static const deprel nouns[] = {REL_IOBJ, REL_OBJ, REL_OBL_AGENT, REL_OBL};
  for (size_t i = 0; c == NO_TOKEN && i < sizeof nouns / sizeof *nouns; i++)
    c = stolen_clause(q, token_child(a, cue, nouns[i]));
  if (c != NO_TOKEN)
    return c;
  bool deny = q->lemma[cue] >> SPEECH_DENY & 1;
  // "asked him to leave" repeats words; "continued to ask" and an order whose
  // giver is not named do not.
  if (!quote_is_cue(q, cue, SPEECH_ADD) && quote_subject(q, cue) != NO_TOKEN)
    c = token_child(a, cue, REL_XCOMP);
  if (c == NO_TOKEN && deny)
    c = token_child(a, cue, REL_ADVCL);
  if (c == NO_TOKEN && deny)
    c = token_child(a, cue, REL_OBJ);
  if (c == NO_TOKEN)
    c = token_child(a, cue, REL_CSUBJ_PASS);
  // "an attack was reported by the army"
  if (c == NO_TOKEN && token_child(a, cue, REL_OBL_AGENT) != NO_TOKEN)
    c = token_child(a, cue, REL_NSUBJ_PASS);
  return c;
}

// The words of a cue's own clause around `cue`, which split the content of
// "C1, X said, C2": its subtree without what it governs.
static run cue_hole(const quoter *q, uint32_t cue, uint32_t content) {
  const article *a = q->a;
  run hole = cue_run(q, cue);
  for (uint32_t c = a->tokens.at[cue].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    if (c == content || a->tokens.at[c].deprel == REL_PUNCT ||
        a->tokens.at[c].deprel == REL_PARATAXIS)
      continue;
    if (q->lo[c] < hole.first)
      hole.first = q->lo[c];
    if (q->hi[c] + 1 > hole.end)
      hole.end = q->hi[c] + 1;
  }
  return hole;
}

// "X said twelve died, while Y said thirty did": where what somebody else says
// beside it begins, else the end of the content.
static uint32_t end_of_words(const quoter *q, uint32_t content) {
  const article *a = q->a;
  for (uint32_t c = a->tokens.at[content].child; c != NO_TOKEN;
       c = a->tokens.at[c].next) {
    uint32_t mark = a->tokens.at[c].deprel == REL_ADVCL
                        ? token_child(a, c, REL_MARK)
                        : NO_TOKEN;
    if (mark != NO_TOKEN && mark > content && quote_is_said(q, c) &&
        own_subject(q, c) != NO_TOKEN &&
        grammar_effect(&q->cb->grammar, a->tokens.at[mark].lex, USE_MARKER) ==
            EFFECT_ACTUAL)
      return q->lo[c];
  }
  return q->hi[content] + 1;
}

static void take_governed(quoter *q, uint32_t cue, uint32_t content) {
  draft *d = new_draft(q, cue, quote_speaker(q, cue));
  run all = {q->lo[content], end_of_words(q, content)};
  run hole = cue_run(q, cue);
  if (all.first < cue) {
    hole = cue_hole(q, cue, content);
    // The tree may give the speaker to the clause: "[Holt] said … is right".
    run name = quote_name_before(q, cue);
    if (name.first <= d->speaker && d->speaker < name.end)
      hole.first = name.first < hole.first ? name.first : hole.first;
    if (hole.first < all.first)
      hole.first = all.first;
  }
  add_around(q, d, all, hole);
  drop_empty(q);
}

// "C, X said": the cue hangs on the clause that it tells of.
static bool take_loose(quoter *q, uint32_t cue) {
  const article *a = q->a;
  uint32_t head = a->tokens.at[cue].head;
  if (a->tokens.at[cue].deprel != REL_PARATAXIS || head == NO_TOKEN)
    return false;
  uint32_t subject = quote_speaker(q, cue);
  if (subject == NO_TOKEN)
    return false;
  draft *d = new_draft(q, cue, subject);
  add_around(q, d, subtree(q, head), subtree(q, cue));
  drop_empty(q);
  return true;
}

// "X said: C" with the clause loose below the cue.
static bool take_loose_below(quoter *q, uint32_t cue) {
  uint32_t c = token_child(q->a, cue, REL_PARATAXIS);
  if (c == NO_TOKEN || quote_subject(q, cue) == NO_TOKEN)
    return false;
  take_governed(q, cue, c);
  return true;
}

// "As X said, C": a clause of saying that governs nothing beside another.
static bool take_as(quoter *q, uint32_t cue) {
  const article *a = q->a;
  uint32_t head = a->tokens.at[cue].head;
  if (!quote_is_cue(q, cue, SPEECH_VERB) || head == NO_TOKEN ||
      a->tokens.at[cue].deprel != REL_ADVCL ||
      (token_child(a, cue, REL_MARK) == NO_TOKEN &&
       token_child(a, cue, REL_ADVMOD) == NO_TOKEN))
    return false;
  uint32_t speaker = own_subject(q, cue);
  if (speaker == NO_TOKEN)
    return false;
  draft *d = new_draft(q, cue, speaker);
  add_around(q, d, subtree(q, head), subtree(q, cue));
  drop_empty(q);
  return true;
}

// "C, X said.": the tree has put the two side by side.
static void take_tail(quoter *q, uint32_t cue) {
  run before, behind;
  if (!quote_tail(q, cue, &before, &behind))
    return;
  draft *d = new_draft(q, cue, quote_speaker(q, cue));
  draft_add(q, d, before.first, before.end);
  draft_add(q, d, behind.first, behind.end);
  drop_empty(q);
}

// "X criticised the law", "X wants to go".
static void take_about(quoter *q, uint32_t cue) {
  run topic;
  uint32_t speaker = quote_subject(q, cue);
  if (speaker == NO_TOKEN || q->pair_of[cue] || !quote_topic(q, cue, &topic))
    return;
  draft *d = new_draft(q, cue, speaker);
  d->topic = true;
  draft_add(q, d, topic.first, topic.end);
  drop_empty(q);
}

static void take_said(quoter *q, uint32_t cue, bool strong) {
  uint32_t content = governed(q, cue);
  bool clause = content != NO_TOKEN &&
                (strong || q->a->tokens.at[content].deprel == REL_CCOMP);
  if (clause)
    take_governed(q, cue, content);
  else if (strong && !take_loose(q, cue) && !take_as(q, cue) &&
           !take_loose_below(q, cue))
    take_tail(q, cue);
}

static void take_verb(quoter *q, uint32_t cue) {
  bool strong = quote_is_said(q, cue);
  uint32_t before = q->drafts.n;
  // "I think" inside a quotation is the speaker's, not one more speaker.
  if (strong || (!q->pair_of[cue] && quote_is_cue(q, cue, SPEECH_WEAK)))
    take_said(q, cue, strong);
  if (q->drafts.n == before && quote_is_cue(q, cue, SPEECH_ABOUT))
    take_about(q, cue);
}

static bool is_party(const article *a, uint32_t t) {
  uint32_t m = a->mention_of[t];
  return m != NO_MENTION && a->mentions.at[m].actor;
}

// "X's claim that C", "a statement from X that C".
static void take_noun(quoter *q, uint32_t noun) {
  const article *a = q->a;
  uint32_t content = token_child(a, noun, REL_CCOMP);
  if (content == NO_TOKEN)
    content = token_child(a, noun, REL_ACL);
  if (content == NO_TOKEN || content < noun ||
      token_child(a, content, REL_MARK) == NO_TOKEN)
    content = stolen_clause(q, noun);
  if (content == NO_TOKEN)
    return;
  uint32_t speaker = token_child(a, noun, REL_NMOD_POSS);
  if (speaker == NO_TOKEN)
    speaker = token_child(a, noun, REL_NMOD);
  if (speaker == NO_TOKEN) // "a Sudland report that"
    speaker = token_child(a, noun, REL_AMOD);
  if (speaker != NO_TOKEN &&
      (speaker > content ||
       (a->tokens.at[speaker].upos == UPOS_ADJ && !is_party(a, speaker))))
    speaker = NO_TOKEN;
  draft *d = new_draft(q, noun, speaker);
  add_around(q, d, subtree(q, content), (run){noun, noun});
  drop_empty(q);
}

// "X reported, citing Y, that C": Y is behind what X tells.
static void take_citing(quoter *q, uint32_t t, uint32_t n) {
  const article *a = q->a;
  uint32_t head = a->tokens.at[t].head;
  if (head == NO_TOKEN)
    return;
  uint32_t told = quote_is_said(q, head) ? governed(q, head) : head;
  if (told == NO_TOKEN)
    return;
  draft *d = new_draft(q, t, token_child(a, t, REL_OBJ));
  d->cue_words = (run){t, t + n};
  d->denied = false;
  add_around(q, d, subtree(q, told), subtree(q, t));
  drop_empty(q);
}

// "C, according to X": words [t, t + n) introduce a source.
static void take_according(quoter *q, uint32_t t, uint32_t n) {
  const article *a = q->a;
  uint32_t source = a->tokens.at[t + n - 1].head, steps = 4;
  if (a->tokens.at[t].upos == UPOS_VERB &&
      token_child(a, t, REL_OBJ) != NO_TOKEN) { // "citing"
    take_citing(q, t, n);
    return;
  }
  // The head of the phrase, whichever of its words the tree made the case.
  while (source != NO_TOKEN && source < t + n && steps--)
    source = a->tokens.at[source].head;
  if (source == NO_TOKEN || source < t + n)
    return;
  uint32_t clause = a->tokens.at[source].head;
  while (clause != NO_TOKEN && clause >= t && clause < t + n)
    clause = a->tokens.at[clause].head;
  if (clause == NO_TOKEN)
    return;
  // A source inside a noun phrase speaks for the clause around it.
  for (uint32_t i = 0; i < 4 && a->tokens.at[clause].head != NO_TOKEN; i++) {
    uint8_t u = a->tokens.at[clause].upos;
    if (u == UPOS_VERB || u == UPOS_ADJ)
      break;
    clause = a->tokens.at[clause].head;
  }
  draft *d = new_draft(q, t, source);
  d->cue_words = (run){t, t + n};
  d->denied = false;
  run hole = subtree(q, source);
  if (hole.first > t)
    hole.first = t;
  add_around(q, d, subtree(q, clause), hole);
  drop_empty(q);
}

void quote_cues(quoter *q) {
  const article *a = q->a;
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    const sentence *in = &a->sentences.at[s];
    if (!in->parsed)
      continue;
    for (uint32_t t = in->first; t < in->end; t++) {
      uint32_t n = form_match(&q->words, t, in->end, SPEECH_ACCORDING, NULL);
      if (n) {
        take_according(q, t, n);
        t += n - 1;
      } else if (q->lemma[t]) {
        if (quote_is_cue(q, t, SPEECH_NOUN))
          take_noun(q, t);
        take_verb(q, t);
      }
    }
  }
}
