// Runs a fuzz target over the files of a corpus, whole and cut short, without
// libFuzzer: what once was found stays found.

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Prefixes of each file that are tried: cuts fall into tags, escapes and
// sequences.
enum { CUTS = 32, MOST = 1 << 24 };

// Each input gets memory of just its size, so that sanitizers see a read past
// its end.
static void run(const char *bytes, size_t size) {
  uint8_t *copy = malloc(size ? size : 1);
  if (!copy)
    exit(3);
  memcpy(copy, bytes, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static int replay(const char *path) {
  FILE *f = fopen(path, "rb");
  char *bytes = malloc(MOST);
  if (!f || !bytes) {
    fprintf(stderr, "replay: cannot read %s\n", path);
    exit(3);
  }
  size_t size = fread(bytes, 1, MOST, f);
  fclose(f);
  for (size_t i = 0; i <= CUTS; i++)
    run(bytes, size * i / CUTS);
  free(bytes);
  return 1;
}

int main(int argc, char **argv) {
  int files = 0;
  for (int i = 1; i < argc; i++) {
    DIR *folder = opendir(argv[i]);
    if (!folder) {
      fprintf(stderr, "replay: no folder %s\n", argv[i]);
      return 3;
    }
    for (struct dirent *e; (e = readdir(folder));) {
      char path[1024];
      snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
      files += e->d_name[0] == '.' ? 0 : replay(path);
    }
    closedir(folder);
  }
  printf("%d files\n", files);
  return files ? 0 : 1;
}
