// How fast are archives of pages read, without cleaning them?
//
//   bench_warc FILE    megabytes of records a second, pages, peak memory

#include "ingest/reader.h"
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

// Processor time: a busy machine does not change it.
static double now(void) {
  return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv) {
  file_reader *r;
  record found;
  dgm_error err;
  reader_options o = {0};
  uint64_t pages = 0, bytes = 0, damaged = 0;
  double start = now();
  if (argc != 2 || reader_open(&r, argv[1], &o, &err)) {
    fprintf(stderr, "usage: bench_warc FILE\n");
    return 2;
  }
  for (;;) {
    dgm_status status = reader_next(r, &found, &err);
    damaged += status != DGM_OK;
    if (status == DGM_EIO || (!status && !found.field[FIELD_TEXT].p))
      break;
    pages += status == DGM_OK;
    bytes += found.field[FIELD_TEXT].len;
  }
  double seconds = now() - start;
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%llu pages, %llu damaged, %.0f MB of pages from %.0f MB of file in "
         "%.2f s of one core: %.0f MB/s; peak memory %ld MB\n",
         (unsigned long long)pages, (unsigned long long)damaged,
         (double)bytes / 1e6, (double)reader_bytes(r) / 1e6, seconds,
         (double)bytes / 1e6 / seconds, use.ru_maxrss / 1024);
  reader_close(r);
  return 0;
}
