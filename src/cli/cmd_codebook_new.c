// dragoman codebook new: a folder to begin with, copied from codebook/new.

#include "base/file.h"
#include "cli/cmd_codebook.h"
#include <stdio.h>
#include <unistd.h>

// Templates are pages of comments; ours have 2 KB.
enum { TEMPLATE_LIMIT = 1 << 20 };

static dgm_status copy_file(const char *from, const char *to, str name,
                            dgm_error *err) {
  char path[4700];
  file_map f;
  snprintf(path, sizeof path, "%s/%.*s", from, (int)name.len, name.p);
  dgm_status status = file_map_open(&f, path, TEMPLATE_LIMIT, err);
  if (status)
    return status;
  snprintf(path, sizeof path, "%s/%.*s", to, (int)name.len, name.p);
  status = file_write(path, f.bytes, err);
  file_map_close(&f);
  return status;
}

// The files that the template's MANIFEST names, and itself.
static dgm_status copy_template(const char *from, const char *to,
                                dgm_error *err) {
  buf manifest = {0};
  char path[4700];
  snprintf(path, sizeof path, "%s/MANIFEST", from);
  dgm_status status = file_read(&manifest, path, TEMPLATE_LIMIT, err);
  for (str rest = buf_str(&manifest); !status && rest.p;) {
    str name = str_trim(str_cut(&rest, '\n'));
    if (name.len && name.p[0] != '#')
      status = copy_file(from, to, name, err);
  }
  if (!status)
    status = copy_file(from, to, S("MANIFEST"), err);
  buf_free(&manifest);
  return status;
}

int codebook_new_run(int argc, char **argv) {
  char from[4300];
  dgm_error err;
  if (argc != 2)
    return usage_error("codebook", "new takes the name of a folder");
  if (access(argv[1], F_OK) == 0)
    return usage_error("codebook", "%s is there already", argv[1]);
  data_path(from, sizeof from, "codebook/new");
  if (copy_template(from, argv[1], &err)) {
    print_error(&err);
    return EXIT_INTERNAL;
  }
  printf("%s/MANIFEST says what to do next.\n"
         "  dragoman codebook check %s\n"
         "  dragoman code --codebook %s PATH…\n",
         argv[1], argv[1], argv[1]);
  return EXIT_DONE;
}
