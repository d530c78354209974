#include "article/dump.h"

// ORDER ROLE_KIND, HANG: the enumerations of article/frame.h
static const char *const role_names[] = {"subj", "obj", "iobj", "prep",
                                         "comp", "mod", "pred"};
static const char *const hang_names[] = {
    "root", "comp", "relative", "adverb", "conj", "argument", "paratax"};
static const char *const kind_names[] = {"", " noun", " adj"};
static const char *const tense_names[] = {"", " past", " present", " future"};
static const char *const flag_names[] = {
    " passive",    " perfect",    " progressive", " negated", " question",
    " imperative", " infinitive", " participle",  " light"};
enum { N_FLAGS = sizeof flag_names / sizeof flag_names[0] };

static void put(buf *out, const char *text) {
  buf_add(out, str_of(text));
}

static void put_word(buf *out, const article *a, uint32_t t) {
  buf_add(out, t == NO_TOKEN ? S("_") : token_text(a, t));
}

static void put_lemma(buf *out, const article *a, uint32_t t) {
  str lemma = token_lemma(a, t);
  buf_add(out, lemma.len ? lemma : S("_"));
}

static void put_tree_line(buf *out, const article *a, const sentence *in,
                          uint32_t t) {
  const token *at = &a->tokens.at[t];
  char feats[256]; // as feats_write asks for
  buf_i64(out, t - in->first + 1);
  buf_byte(out, '\t');
  put_word(out, a, t);
  buf_byte(out, '\t');
  put_lemma(out, a, t);
  buf_byte(out, '\t');
  buf_add(out, upos_name((upos)at->upos));
  put(out, "\t_\t");
  buf_add(out, (str){feats, feats_write(feats, at->feats)});
  buf_byte(out, '\t');
  buf_i64(out, at->head == NO_TOKEN ? 0 : at->head - in->first + 1);
  buf_byte(out, '\t');
  buf_add(out, deprel_name((deprel)at->deprel));
  put(out, at->flags & TOKEN_SPACE_AFTER ? "\t_\t_\n" : "\t_\tSpaceAfter=No\n");
}

// The line of a surface word that is several tokens: "3-4  cannot".
static void put_range_line(buf *out, const article *a, const sentence *in,
                           uint32_t t) {
  uint32_t n = a->tokens.at[t].mwt;
  if (n < 2 || t + n > in->end)
    return;
  buf_i64(out, t - in->first + 1);
  buf_byte(out, '-');
  buf_i64(out, t - in->first + n);
  buf_byte(out, '\t');
  buf_add(out, article_at(a, (span){a->tokens.at[t].at.beg,
                                    a->tokens.at[t + n - 1].at.end}));
  put(out, "\t_\t_\t_\t_\t_\t_\t_\t_\n");
}

// A comment is one line, whatever white space the text has.
static void put_line(buf *out, str text) {
  for (uint32_t i = 0; i < text.len; i++)
    buf_byte(out, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
}

void dump_tree(buf *out, const article *a, uint32_t s) {
  const sentence *in = &a->sentences.at[s];
  put(out, "# sent_id = ");
  buf_i64(out, s + 1);
  put(out, "\n# text = ");
  put_line(out, article_at(a, in->at));
  buf_byte(out, '\n');
  for (uint32_t t = in->first; t < in->end; t++) {
    put_range_line(out, a, in, t);
    put_tree_line(out, a, in, t);
  }
  buf_byte(out, '\n');
}

static void put_properties(buf *out, const article *a, const frame *f) {
  put(out, kind_names[f->kind]);
  put(out, tense_names[f->tense]);
  if (f->modal != NO_TOKEN) {
    buf_byte(out, ' ');
    put_lemma(out, a, f->modal);
  }
  for (int i = 0; i < N_FLAGS; i++)
    if (f->flags >> i & 1)
      put(out, flag_names[i]);
  if (f->light != NO_TOKEN) {
    put(out, " carried by ");
    put_word(out, a, f->light);
  }
}

static void put_role(buf *out, const article *a, const role *r) {
  put(out, role_names[r->kind]);
  buf_byte(out, ' ');
  if (r->mark != NO_TOKEN) {
    put_lemma(out, a, r->mark);
    buf_byte(out, ' ');
  }
  put_word(out, a, r->token);
  if (r->flags & ROLE_SHARED)
    buf_byte(out, '*');
  if (r->flags & ROLE_FROM_NOUN)
    buf_byte(out, '+');
}

static void put_place(buf *out, const article *a, const frame *f) {
  put(out, hang_names[f->hang]);
  if (f->parent != NO_FRAME) {
    put(out, " of ");
    put_word(out, a, a->frames.at[f->parent].pred);
  }
  if (f->marker != NO_TOKEN) {
    buf_byte(out, ' ');
    put_lemma(out, a, f->marker);
  }
}

void dump_frame(buf *out, const article *a, uint32_t at) {
  const frame *f = &a->frames.at[at];
  put_word(out, a, f->pred);
  if (f->particle != NO_TOKEN) {
    buf_byte(out, ' ');
    put_word(out, a, f->particle);
  }
  buf_byte(out, ':');
  put_properties(out, a, f);
  put(out, f->n_roles ? "; " : ";");
  for (uint32_t i = 0; i < f->n_roles; i++) {
    put(out, i ? ", " : "");
    put_role(out, a, &a->roles.at[f->first_role + i]);
  }
  put(out, "; ");
  put_place(out, a, f);
}

void dump_frames(buf *out, const article *a, uint32_t s) {
  for (uint32_t f = 0; f < a->frames.n; f++) {
    if (a->frames.at[f].sentence != s)
      continue;
    dump_frame(out, a, f);
    buf_byte(out, '\n');
  }
}
