// dragoman relate: what is done between two parties that the user marks.

#include "cli/command.h"
#include "cli/work.h"
#include "event/propose.h"
#include "ingest/json.h"
#include <getopt.h>

const char help_relate[] =
    "dragoman relate [OPTION…] [PATH…|-]\n"
    "Reads JSON lines with a text and the bytes of two parties in it; writes\n"
    "which of PLOVER's 16 types fits best, and the second.\n\n"
    "  echo '{\"id\":1,\"text\":\"Norland shelled Sudland.\",\n"
    "         \"actor\":[0,7],\"recipient\":[16,23]}' | dragoman relate -\n"
    "  {\"id\":\"1\",\"type\":\"ASSAULT\",\"score\":0.93,"
    "\"second\":\"THREATEN\"}\n\n"
    "A party may be null. The score is the probability among the 16 types.\n\n"
    "  --features    what the typer sees, for train/typer.py\n"
    "  --candidates  likewise, of every pair that `code` would ask it about\n"
    "and of `dragoman code`: --out --codebook -j\n";

// An array of two numbers, or null.
static bool read_span(json *j, span *out, bool *there) {
  int64_t ends[2];
  str number;
  *there = false;
  if (json_peek(j) == 'n')
    return json_skip(j);
  if (!json_enter(j, '['))
    return false;
  for (int i = 0; i < 2; i++)
    if (!json_more(j) || !json_number(j, &number) ||
        !str_to_i64(number, &ends[i]))
      return false;
  *out = (span){(uint32_t)ends[0], (uint32_t)ends[1]};
  *there = ends[0] >= 0 && ends[0] < ends[1] && ends[1] <= UINT32_MAX;
  return !json_more(j) && !j->wrong && *there;
}

// The marks of a line that was read as a document already.
static bool read_marks(arena *m, str line, span at[2], bool there[2]) {
  json j = json_open(line);
  str key;
  there[0] = there[1] = false;
  if (!json_enter(&j, '{'))
    return false;
  while (json_key(&j, m, &key)) {
    int side = str_eq(key, S("recipient"));
    bool mark = side || str_eq(key, S("actor"));
    if (mark ? !read_span(&j, &at[side], &there[side]) : !json_skip(&j))
      return false;
  }
  return !j.wrong;
}

// The article of a line, coded by rules alone.
static dgm_status read_article(worker *w, const batch_item *item,
                               dgm_error *err) {
  page p;
  if (item->kind != INPUT_JSONL)
    return error_set(err, DGM_EUSAGE, "relate reads JSON lines only");
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_clean(&w->article, w->cb, &p, err);
  if (status)
    return status;
  pipeline_understand(&w->article, w->cb, w->m);
  pipeline_events(&w->article, w->cb, NULL);
  return DGM_OK;
}

static dgm_status read_pair(worker *w, const batch_item *item, pair *out,
                            dgm_error *err) {
  span at[2];
  bool there[2];
  dgm_status status = read_article(w, item, err);
  if (status)
    return status;
  if (!read_marks(&w->mem, item->bytes, at, there))
    return error_at(err, DGM_EFORMAT, item->path, item->line, 0,
                    "\"actor\" and \"recipient\" take [begin, end) in bytes of "
                    "the text, or null");
  out->actor = there[0] ? pair_head(&w->article, at[0]) : NO_TOKEN;
  out->recipient = there[1] ? pair_head(&w->article, at[1]) : NO_TOKEN;
  return DGM_OK;
}

static void write_id(buf *out, const worker *w) {
  buf_add(out, S("{\"id\":"));
  buf_json(out, w->article.meta.id);
}

typedef struct {
  uint32_t type[2]; // rows of types, the likelier first
  double score;     // of the first among the types
} answer;

static answer best_two(const worker *w, const typer_input *seen) {
  const typer *t = w->m->typer;
  uint32_t scores[TYPER_CLASSES], top[2] = {0, 0}, sum = 0;
  answer best = {{NO_TYPE, NO_TYPE}, 0};
  typer_score(t, seen, scores);
  for (uint32_t c = 0; c < t->size.classes; c++) {
    uint32_t type = scheme_type(&w->cb->rules.scheme, t->names[c]);
    if (type == NO_VALUE)
      continue; // no event: not asked
    sum += scores[c];
    int rank = scores[c] >= top[0] ? 0 : scores[c] >= top[1] ? 1 : 2;
    if (rank == 0)
      top[1] = top[0], best.type[1] = best.type[0];
    if (rank < 2)
      top[rank] = scores[c], best.type[rank] = type;
  }
  best.score = sum ? (double)top[0] / sum : 0;
  return best;
}

static void write_answer(buf *out, const worker *w, pair p,
                         const typer_input *seen) {
  const scheme *s = &w->cb->rules.scheme;
  answer best = best_two(w, seen);
  uint32_t folded = pair_fold(&w->article, w->cb, p, best.type[0]);
  if (folded == best.type[1])
    best.type[1] = best.type[0];
  write_id(out, w);
  buf_add(out, S(",\"type\":"));
  buf_json(out, s->types.at[folded].name);
  buf_add(out, S(",\"score\":"));
  buf_fixed(out, best.score, 3);
  buf_add(out, S(",\"second\":"));
  buf_json(out, s->types.at[best.type[1]].name);
  buf_add(out, S("}\n"));
}

static void write_features(buf *out, const worker *w, const typer_input *seen) {
  buf_add(out, S(",\"features\":["));
  for (uint32_t i = 0; i < seen->n_features; i++) {
    buf_add(out, i ? S(",") : S(""));
    buf_i64(out, seen->features[i]);
  }
  buf_add(out, S("],\"slots\":["));
  for (uint32_t s = 0; s < TYPER_SLOTS; s++)
    for (uint32_t d = 0; d < w->m->typer->size.width; d++) {
      buf_add(out, s || d ? S(",") : S(""));
      buf_i64(out, seen->slots[s][d]);
    }
  buf_add(out, S("]}\n"));
}

static void write_span(buf *out, str key, span at) {
  buf_add(out, S(",\""));
  buf_add(out, key);
  buf_add(out, S("\":["));
  buf_i64(out, at.beg);
  buf_add(out, S(","));
  buf_i64(out, at.end);
  buf_add(out, S("]"));
}

static void write_candidates(buf *out, worker *w) {
  article *a = &w->article;
  candidates found = {0};
  typer_input seen;
  // Everyday text is where the typer learns what is no event.
  for (uint32_t i = 0; i < a->sentences.n; i++)
    a->sentences.at[i].everyday = false;
  events_candidates(a, w->cb, &found);
  for (uint32_t i = 0; i < found.n; i++) {
    pair_features(a, w->cb, w->m->typer, candidate_pair(a, found.at[i]), &seen);
    write_id(out, w);
    write_span(out, S("actor"), a->mentions.at[found.at[i].actor].at);
    write_span(out, S("recipient"), a->mentions.at[found.at[i].recipient].at);
    write_features(out, w, &seen);
  }
}

static dgm_status relate(worker *w, const batch_item *item, buf *out,
                         dgm_error *err) {
  pair p;
  typer_input seen;
  if (!w->m->typer)
    return error_set(err, DGM_EUSAGE,
                     "there is no models/en.types, which relate needs");
  if (w->more && str_eq(str_of(w->more), S("candidates"))) {
    dgm_status status = read_article(w, item, err);
    if (!status)
      write_candidates(out, w);
    return status;
  }
  dgm_status status = read_pair(w, item, &p, err);
  if (status)
    return status;
  pair_features(&w->article, w->cb, w->m->typer, p, &seen);
  if (w->more) {
    write_id(out, w);
    write_features(out, w, &seen);
  } else {
    write_answer(out, w, p, &seen);
  }
  return DGM_OK;
}

int cmd_relate(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"features", no_argument, NULL, 'X'},
                                        {"candidates", no_argument, NULL, 'P'},
                                        {NULL, 0, NULL, 0}};
  work_context c = {.command = relate};
  c.in.from = INPUT_JSONL;
  c.in.clean = CLEAN_OFF;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'X')
      c.more = "features";
    else if (l == 'P')
      c.more = "candidates";
    else if (!input_option(&c.in, "relate", l, optarg))
      return EXIT_USAGE;
  }
  return work_run(&c, argv + optind, argc - optind);
}
