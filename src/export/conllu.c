#include "export/conllu.h"

static void add_u32(buf *out, uint32_t v) {
  buf_i64(out, (int64_t)v);
}

// A form or text on one line: line ends and tabs become spaces.
static void add_flat(buf *out, str s) {
  for (uint32_t i = 0; i < s.len; i++)
    buf_byte(out,
             s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static void write_comments(buf *out, const article *a, uint32_t s) {
  const sentence *in = &a->sentences.at[s];
  if (s == 0) {
    buf_add(out, S("# newdoc"));
    if (a->meta.id.len) {
      buf_add(out, S(" id = "));
      add_flat(out, a->meta.id);
    }
    buf_byte(out, '\n');
  } else if (in->paragraph) {
    buf_add(out, S("# newpar\n"));
  }
  buf_add(out, S("# sent_id = "));
  add_u32(out, s + 1);
  buf_add(out, S("\n# text = "));
  add_flat(out, article_at(a, in->at));
  buf_byte(out, '\n');
}

static void write_misc(buf *out, const token *last) {
  buf_add(out, last->flags & TOKEN_SPACE_AFTER ? S("\t_\n")
                                               : S("\tSpaceAfter=No\n"));
}

// "3-4	don't" and the columns that a range leaves empty.
static void write_range(buf *out, const article *a, const sentence *in,
                        uint32_t t) {
  const token *last = &a->tokens.at[t + a->tokens.at[t].mwt - 1];
  add_u32(out, t - in->first + 1);
  buf_byte(out, '-');
  add_u32(out, t - in->first + a->tokens.at[t].mwt);
  buf_byte(out, '\t');
  add_flat(out, article_at(a, (span){a->tokens.at[t].at.beg, last->at.end}));
  buf_add(out, S("\t_\t_\t_\t_\t_\t_\t_"));
  write_misc(out, last);
}

static void write_tree(buf *out, const sentence *in, const token *w) {
  char feats[256];
  str lower = {feats, feats_write(feats, w->feats)};
  buf_byte(out, '\t');
  buf_add(out, upos_name((upos)w->upos));
  buf_add(out, S("\t_\t"));
  buf_add(out, lower);
  buf_byte(out, '\t');
  add_u32(out, w->head == NO_TOKEN ? 0 : w->head - in->first + 1);
  buf_byte(out, '\t');
  buf_add(out, deprel_name((deprel)w->deprel));
  buf_add(out, S("\t_"));
}

static void write_token(buf *out, const article *a, const sentence *in,
                        uint32_t t, bool in_range) {
  const token *w = &a->tokens.at[t];
  add_u32(out, t - in->first + 1);
  buf_byte(out, '\t');
  add_flat(out, token_text(a, t));
  buf_byte(out, '\t');
  if (w->lemma.end > w->lemma.beg)
    add_flat(out, token_lemma(a, t));
  else
    buf_byte(out, '_');
  if (in->parsed)
    write_tree(out, in, w);
  else
    buf_add(out, S("\t_\t_\t_\t_\t_\t_"));
  if (in_range)
    buf_add(out, S("\t_\n"));
  else
    write_misc(out, w);
}

void conllu_write(buf *out, const article *a) {
  for (uint32_t s = 0; s < a->sentences.n; s++) {
    const sentence *in = &a->sentences.at[s];
    uint32_t range_end = 0;
    write_comments(out, a, s);
    for (uint32_t t = in->first; t < in->end; t++) {
      if (a->tokens.at[t].mwt > 1 && t + a->tokens.at[t].mwt <= in->end) {
        write_range(out, a, in, t);
        range_end = t + a->tokens.at[t].mwt;
      }
      write_token(out, a, in, t, t < range_end);
    }
    buf_byte(out, '\n');
  }
}
