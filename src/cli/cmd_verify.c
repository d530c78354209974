// dragoman verify: do these pages match the hashes of a store?

#include "base/put.h"
#include "cli/command.h"
#include "cli/work.h"
#include "store/read.h"
#include <getopt.h>
#include <stdio.h>

const char help_verify[] =
    "dragoman verify --db FILE [OPTION…] [PATH…|-]\n"
    "Cleans pages that you have and compares them with what a store was coded\n"
    "from, by document id and hash of the text: so a set that was published\n"
    "without its texts can be checked, and its offsets read in your copies.\n"
    "Writes a JSON line a page: {\"path\",\"id\",\"text_hash\",\"status\"}; "
    "status is\n\"same\", \"superseded\" (an older text of the page), "
    "\"other text\" or \"not\nthere\".\n\n"
    "  dragoman verify --db published.db pages/\n\n"
    "Other options as for `dragoman code`: --from --unit --clean --published\n"
    "--columns --out --codebook -j. Exit status: 0 all pages are the same, 1\n"
    "some are not.\n";

typedef struct {
  const char *db;
  store *s;
  arena m;
  uint64_t different;
} verify_options;

enum { HASH = 32 };

// The id and hash of a page, for the thread that looks them up.
static dgm_status make(worker *w, const batch_item *item, buf *out,
                       dgm_error *err) {
  page p;
  dgm_status status = input_page(&p, &w->mem, w->in, item, err);
  if (!status)
    status = pipeline_clean(&w->article, w->cb, &p, err);
  if (status)
    return status;
  buf_add(out, (str){w->article.meta.text_hash, HASH});
  buf_i64(out, w->article.meta.id.len);
  buf_byte(out, ':');
  buf_add(out, w->article.meta.id);
  buf_add(out, str_of(item->path));
  buf_byte(out, '\n');
  return DGM_OK;
}

static dgm_status status_of(verify_options *o, str id, str hash, str *out,
                            dgm_error *err) {
  document d;
  bool found;
  char version[HASH + 1];
  arena_reset(&o->m);
  dgm_status status = read_document(o->s, &o->m, id, &d, &found, err);
  *out = !found                      ? S("not there")
         : str_eq(d.text_hash, hash) ? S("same")
                                     : S("other text");
  if (status || !str_eq(*out, S("other text")))
    return status;
  buf name = {0};
  snprintf(version, sizeof version, "@%.12s", hash.p);
  buf_add(&name, id);
  buf_add(&name, str_of(version));
  status = read_document(o->s, &o->m, buf_str(&name), &d, &found, err);
  if (found && str_eq(d.text_hash, hash))
    *out = S("superseded");
  buf_free(&name);
  return status;
}

static dgm_status look_up(verify_options *o, str *left, buf *out,
                          dgm_error *err) {
  int64_t len = 0;
  str hash = str_slice(*left, 0, HASH), status_text;
  *left = str_slice(*left, HASH, left->len);
  str_to_i64(str_cut(left, ':'), &len);
  str id = str_slice(*left, 0, (uint32_t)len);
  *left = str_slice(*left, (uint32_t)len, left->len);
  str path = str_cut(left, '\n');
  dgm_status status = status_of(o, id, hash, &status_text, err);
  if (status)
    return status;
  buf_byte(out, '{');
  put_text(out, "path", path);
  put_text(out, "id", id);
  put_text(out, "text_hash", hash);
  put_text(out, "status", status_text);
  buf_add(out, S("}\n"));
  o->different += !str_eq(status_text, S("same"));
  return DGM_OK;
}

static dgm_status order(void *context, batch_output *out, dgm_error *err) {
  const work_context *c = context;
  verify_options *o = (verify_options *)(uintptr_t)c->more;
  str left = buf_str(&out->main);
  buf lines = {0};
  dgm_status status = DGM_OK;
  while (!status && left.len)
    status = look_up(o, &left, &lines, err);
  buf_free(&out->main);
  out->main = lines;
  return status;
}

int cmd_verify(int argc, char **argv) {
  static const struct option longs[] = {INPUT_LONG_OPTIONS,
                                        {"db", required_argument, NULL, 'd'},
                                        {NULL, 0, NULL, 0}};
  verify_options o = {.db = NULL};
  work_context c = {.command = make, .order = order, .more = &o};
  dgm_error err;
  for (int l; (l = getopt_long(argc, argv, "j:o:", longs, NULL)) != -1;) {
    if (l == 'd')
      o.db = optarg;
    else if (!input_option(&c.in, "verify", l, optarg))
      return EXIT_USAGE;
  }
  if (!o.db)
    return usage_error("verify", "--db FILE is missing");
  if (store_open(&o.s, o.db, STORE_READ, &err)) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  arena_init(&o.m, (size_t)1 << 30); // as for an article (api.c)
  int status = work_run(&c, argv + optind, argc - optind);
  arena_close(&o.m);
  store_close(o.s);
  if (o.different)
    fprintf(stderr, "dragoman: %llu page%s not as the store has %s\n",
            (unsigned long long)o.different, o.different == 1 ? " is" : "s are",
            o.different == 1 ? "it" : "them");
  return status == EXIT_DONE && o.different ? EXIT_SKIPPED : status;
}
