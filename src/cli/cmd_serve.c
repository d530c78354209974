// dragoman serve: a store over HTTP.

#include "base/file.h"
#include "cli/command.h"
#include "cli/data.h"
#include "cli/slip.h"
#include "serve/serve.h"
#include <getopt.h>
#include <signal.h>
#include <stdio.h>

const char help_serve[] =
    "dragoman serve --db FILE [OPTION…]\n"
    "Serves a store: the dashboard at /, JSON under /v1/, live events at\n"
    "/v1/stream. `dragoman load` makes the store, also while it is served.\n\n"
    "  dragoman serve --db news.db\n"
    "  dragoman serve --db news.db --listen 127.0.0.1:9000\n"
    "  dragoman serve --db news.db --listen 0.0.0.0:8420 --public --token F\n\n"
    "  --db FILE       the store\n"
    "  --listen A:P    address and port (127.0.0.1:8420); port 0: any\n"
    "  --public        allows an address beyond this machine; needs --token\n"
    "  --token FILE    a file whose first line, of 16 characters or more, is\n"
    "                  asked of everybody: as Authorization: Bearer …, or in "
    "a\n"
    "                  browser once as /?token=…\n"
    "  --alerts FILE   saved queries that call a webhook or a command\n"
    "                  (docs/alerts.md)\n"
    "  --codebook DIR  over ours; may be given more than once\n"
    "  --model FILE    another language model\n\n"
    "Beyond this machine put a server with TLS in front of it. Exit status: 0"
    " ended\nby a signal, 2 usage, 3 internal.\n";

typedef struct {
  codebook_folders codebook;
  const char *model; // NULL: ours
} data_paths;

static volatile int stop;

static void on_signal(int number) {
  (void)number;
  stop = 1;
}

// The line leaves at once: whoever started us may be waiting for it.
static void ready(const char *address) {
  printf("dragoman: serving at %s\n", address);
  fflush(stdout);
}

static int serve(serve_options *o, const data_paths *from) {
  data d;
  dgm_coder *coder = NULL;
  dgm_error err;
  if (!data_open(&d, from->codebook, from->model))
    return EXIT_INTERNAL;
  struct sigaction act = {.sa_handler = on_signal};
  sigaction(SIGINT, &act, NULL);
  sigaction(SIGTERM, &act, NULL);
  signal(SIGPIPE, SIG_IGN);
  o->cb = (const struct codebook *)(const void *)d.book;
  o->m = (const model *)(const void *)d.model;
  o->stop = &stop;
  o->ready = ready;
  dgm_status status = dgm_coder_new(&coder, d.book, d.model, NULL, &err);
  char run[13] = "";
  if (!status) {
    snprintf(run, sizeof run, "%.*s", (int)dgm_coder_run(coder).len,
             dgm_coder_run(coder).p);
    o->run = run;
    status = serve_run(o, &err);
  }
  dgm_coder_free(coder);
  data_close(&d);
  if (!status)
    return EXIT_DONE;
  if (status == DGM_EUSAGE)
    return usage_error("serve", "%s", err.text);
  print_error(&err);
  return EXIT_INTERNAL;
}

enum { TOKEN_FILE = 4096 };

// The first line of the file, NUL-terminated in b.
static bool read_token(buf *b, const char *path) {
  dgm_error err;
  if (file_read(b, path, TOKEN_FILE, &err)) {
    print_error(&err);
    return false;
  }
  str rest = buf_str(b);
  str line = str_trim(str_cut(&rest, '\n'));
  memmove(b->p, line.p, line.len);
  b->len = line.len;
  buf_byte(b, 0);
  return true;
}

static bool read_options(serve_options *o, buf *token, data_paths *from,
                         int argc, char **argv) {
  static const struct option longs[] = {
      {"db", required_argument, NULL, 'd'},
      {"listen", required_argument, NULL, 'l'},
      {"public", no_argument, NULL, 'p'},
      {"token", required_argument, NULL, 't'},
      {"alerts", required_argument, NULL, 'a'},
      {"codebook", required_argument, NULL, 'b'},
      {"model", required_argument, NULL, 'm'},
      {NULL, 0, NULL, 0}};
  for (int c; (c = getopt_long(argc, argv, "", longs, NULL)) != -1;) {
    if (c == 'd')
      o->db = optarg;
    else if (c == 'l')
      o->listen = optarg;
    else if (c == 'p')
      o->public = true;
    else if (c == 'a')
      o->alerts = optarg;
    else if (c == 'b' && !data_add_codebook(from->codebook, optarg))
      return false;
    else if (c == 'm')
      from->model = optarg;
    else if (c == 't' && !read_token(token, optarg))
      return false;
    else if (c == '?')
      return option_error("serve"), false;
  }
  if (optind < argc)
    return usage_error("serve", "'%s' is no option", argv[optind]), false;
  if (!o->db)
    return usage_error("serve", "--db FILE is missing"), false;
  return true;
}

int cmd_serve(int argc, char **argv) {
  serve_options o = {.listen = "127.0.0.1:8420"};
  data_paths from = {.model = NULL};
  buf token = {0};
  int status = EXIT_USAGE;
  if (read_options(&o, &token, &from, argc, argv)) {
    o.token = token.len ? token.p : NULL;
    status = serve(&o, &from);
  }
  buf_free(&token);
  return status;
}
