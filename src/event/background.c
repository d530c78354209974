// From the event's frame outward: the nearest time expression decides, then
// what the words on the way say.

#include "event/background.h"
#include "event/when.h"
#include "mention/quote.h"

enum {
  MAX_STEPS = 8, // clauses above one another that may lend their date
  NEWS_DAYS = 7, // a report's week: what lies before it is history
};

// TIME_WEEK: in the days of the report; TIME_NEWS: may reach back further.
typedef enum { TIME_UNKNOWN, TIME_WEEK, TIME_NEWS, TIME_OLD } age;

static bool is(const background *b, uint32_t lex, word_class c) {
  return grammar_is(&b->cb->grammar, &b->cb->words, lex, c);
}

static bool is_saying(const background *b, const frame *f) {
  return is(b, f->lex, WORD_SAY) || is(b, f->lex, WORD_SAY_NOUN);
}

// "since 1999" beside a verb that is not perfect belongs to something else in
// the clause ("Kosovo, free since 2008, accuses").
// So does "since 2022" beside one act ("the worst attack since 2022").
static bool is_foreign(const article *a, const timex *x, const frame *f) {
  if (x->beg == NO_DAY || x->last != NO_DAY)
    return false;
  if (f->kind == FRAME_NOUN)
    return f->light == NO_TOKEN &&
           feat_get(a->tokens.at[f->pred].feats, FEAT_NUMBER) == NUMBER_SING;
  return f->kind == FRAME_VERB && f->tense == TENSE_OF_NOW &&
         !(f->flags & FRAME_PERFECT);
}

static age age_of(const background *b, uint32_t date, const frame *f) {
  const timex *x = &b->a->dates.at[date];
  day today = report_day(b->a);
  day from = x->beg != NO_DAY ? x->beg : x->last;
  if (today == NO_DAY || is_foreign(b->a, x, f))
    return TIME_UNKNOWN;
  if (from >= today - NEWS_DAYS)
    return TIME_WEEK;
  // A year or month that still runs ("this year") is no history.
  if (x->last != NO_DAY && x->last >= today - NEWS_DAYS)
    return TIME_NEWS;
  return TIME_OLD;
}

// "fifty years after Norland invaded": a span of a week or more right before
// the marker.
static bool is_long_ago(const background *b, const frame *f) {
  const article *a = b->a;
  if (f->marker == NO_TOKEN || f->hang != HANG_ADVERB ||
      !is(b, a->tokens.at[f->marker].lex, WORD_AFTER))
    return false;
  uint32_t i = vec_find(a->dates.at, a->dates.n, sizeof(timex),
                        offsetof(timex, end), f->marker);
  const timex *x = i < a->dates.n ? &a->dates.at[i] : NULL;
  if (!x || x->type != TIMEX_DURATION || x->end != f->marker)
    return false;
  str value = str_of(x->value);
  return !str_starts(value, S("PT")) && !str_ends(value, S("D"));
}

// "in the 2008 war": the time that stands beside the noun of a phrase.
static age age_of_phrase(const background *b, const frame *f) {
  for (uint32_t i = 0; i < f->n_roles; i++) {
    const role *r = &b->a->roles.at[f->first_role + i];
    uint32_t date =
        r->kind == ROLE_PREP && r->frame != NO_FRAME && is(b, r->prep, WORD_IN)
            ? date_of_frame(b->a, r->frame)
            : NO_ROW;
    if (date != NO_ROW)
      return age_of(b, date, &b->a->frames.at[r->frame]);
  }
  return TIME_UNKNOWN;
}

// The age that the nearest time expression gives, in the frame's own clause or
// above it. What is joined in another tense is another time.
static age age_around(const background *b, uint32_t f) {
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    const frame *in = &b->a->frames.at[f];
    uint32_t date = date_of_frame(b->a, f);
    age found = date == NO_ROW ? age_of_phrase(b, in) : age_of(b, date, in);
    if (found != TIME_UNKNOWN || in->parent == NO_FRAME)
      return found;
    const frame *above = &b->a->frames.at[in->parent];
    bool joined = in->hang == HANG_CONJ || in->hang == HANG_PARATAX;
    if (joined && in->kind != FRAME_NOUN && in->tense != above->tense &&
        in->tense != TENSE_NONE)
      return TIME_UNKNOWN;
    f = in->parent;
  }
  return TIME_UNKNOWN;
}

// Does anything but marks hang on t?
static bool has_words(const article *a, uint32_t t) {
  for (uint32_t c = a->tokens.at[t].child; c != NO_TOKEN;
       c = a->tokens.at[c].next)
    if (a->tokens.at[c].deprel != REL_PUNCT)
      return true;
  return false;
}

static bool has_past_adverb(const background *b, uint32_t head) {
  for (uint32_t t = b->a->tokens.at[head].child; t != NO_TOKEN;
       t = b->a->tokens.at[t].next)
    if (is(b, b->a->tokens.at[t].lex, WORD_PAST_ADVERB) &&
        !has_words(b->a, t) && b->a->tokens.at[t].deprel != REL_MARK &&
        b->a->tokens.at[t].deprel != REL_CASE)
      return true;
  return false;
}

// Are the words of token t somebody else's than the narrator's?
static bool is_quoted(const article *a, uint32_t t) {
  for (uint32_t i = quotes_near(a, t);
       i < a->quotes.n && a->quotes.at[i].first <= t; i++) {
    const quote *q = &a->quotes.at[i];
    if (!q->topic && t >= q->first && t < q->end && t != q->cue_token)
      return true;
  }
  return false;
}

// Does the clause stand below another as what is said, known or felt there
// ("protested that ships had blocked it")?
static bool is_told(const article *a, const frame *f) {
  for (uint32_t i = 0; i < MAX_STEPS && f->parent != NO_FRAME; i++) {
    if (f->hang == HANG_COMP && f->tense != TENSE_NONE)
      return true;
    f = &a->frames.at[f->parent];
  }
  return false;
}

// Is the noun that holds a retelling ("anniversary of") above t, with no frame
// of its own between?
static bool is_retold_by_noun(const background *b, uint32_t t) {
  const article *a = b->a;
  for (uint32_t i = 0; i < MAX_STEPS; i++) {
    uint32_t up = a->tokens.at[t].head;
    uint8_t rel = a->tokens.at[t].deprel;
    if (up == NO_TOKEN ||
        (rel != REL_NMOD && rel != REL_NMOD_POSS && rel != REL_COMPOUND &&
         rel != REL_CONJ && rel != REL_ACL_RELCL && rel != REL_ACL))
      return false;
    if (rel != REL_CONJ && rel != REL_ACL_RELCL && rel != REL_ACL &&
        is(b, a->tokens.at[up].lex, WORD_RETELLING))
      return true;
    t = up;
  }
  return false;
}

// A noun or a clause that a verb of remembering or judging is about: "jailed
// for shelling".
static bool is_retold_by(const background *b, const frame *f) {
  if (f->parent == NO_FRAME ||
      !(f->hang == HANG_ARGUMENT || f->hang == HANG_COMP ||
        f->hang == HANG_ADVERB))
    return false;
  const frame *above = &b->a->frames.at[f->parent];
  bool finite =
      f->kind != FRAME_NOUN && f->tense != TENSE_NONE && f->hang == HANG_ADVERB;
  return !finite && is(b, above->lex, WORD_RETELLING);
}

// "had sent" after "noted that" is backshift and says nothing; in the
// narrator's own sentence it looks back.
static bool looks_back(const background *b, uint32_t f, bool perfect_counts) {
  const article *a = b->a;
  for (uint32_t i = 0; i < MAX_STEPS && f != NO_FRAME; i++) {
    const frame *in = &a->frames.at[f];
    if (has_past_adverb(b, in->pred) || is_retold_by(b, in) ||
        is_retold_by_noun(b, in->pred) || is_long_ago(b, in))
      return true;
    bool perfect = in->flags & FRAME_PERFECT && in->tense == TENSE_OF_PAST;
    if (perfect && in->modal == NO_TOKEN)
      return perfect_counts && !is_quoted(a, in->pred) && !is_told(a, in);
    const frame *above =
        in->parent == NO_FRAME ? NULL : &a->frames.at[in->parent];
    bool reported = in->hang == HANG_PARATAX ||
                    (in->hang == HANG_COMP && above && is_saying(b, above));
    if (reported || in->hang == HANG_ROOT || in->hang == HANG_RELATIVE ||
        in->hang == HANG_ADVERB)
      return false;
    f = in->parent;
  }
  return false;
}

// Does the clause go on with the history told before it?
static bool goes_on(const background *b, const frame *f) {
  return f->tense == TENSE_OF_PAST && f->kind == FRAME_VERB &&
         !is_saying(b, f) && !is_quoted(b->a, f->pred);
}

static uint32_t main_frame(const article *a, uint32_t s) {
  const sentence *in = &a->sentences.at[s];
  for (uint32_t t = in->first; t < in->end; t++) {
    uint32_t f = a->frame_of[t];
    if (f != NO_FRAME && a->frames.at[f].hang == HANG_ROOT)
      return f;
  }
  return NO_FRAME;
}

void background_open(background *out, article *a, const codebook *cb) {
  *out = (background){a, cb, arena_new(a->m, bool, a->sentences.n + 1)};
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    const sentence *in = &a->sentences.at[s];
    uint32_t f = in->parsed ? main_frame(a, s) : NO_FRAME;
    if (f == NO_FRAME || in->title)
      continue;
    age found = age_around(out, f);
    bool before = s && !in->paragraph && out->retold[s - 1];
    out->retold[s] =
        found == TIME_OLD ||
        (found == TIME_UNKNOWN && (looks_back(out, f, true) ||
                                   (before && goes_on(out, &a->frames.at[f]))));
  }
}

// The main clause that frame f is coordinated with, or is.
static bool shares_main(const article *a, uint32_t f) {
  for (uint32_t i = 0; i < MAX_STEPS; i++) {
    const frame *in = &a->frames.at[f];
    if (in->hang == HANG_ROOT)
      return true;
    if (in->hang == HANG_COMP || in->hang == HANG_PARATAX ||
        in->parent == NO_FRAME)
      return false;
    f = in->parent;
  }
  return false;
}

bool background_frame(const background *b, uint32_t f) {
  age found = age_around(b, f);
  if (found == TIME_OLD || looks_back(b, f, found != TIME_WEEK))
    return true;
  const frame *in = &b->a->frames.at[f];
  return found == TIME_UNKNOWN && b->retold[in->sentence] &&
         in->tense != TENSE_OF_NOW && in->tense != TENSE_FUTURE &&
         shares_main(b->a, f);
}
