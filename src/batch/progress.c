#include "batch/progress.h"
#include <stdio.h>
#include <time.h>

static int64_t now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(progress *p, bool on, const char *what) {
  *p = (progress){.on = on, .what = what, .start_ms = now_ms()};
}

static void draw_bar(double share) {
  enum { CELLS = 24 };
  int full = (int)(share * CELLS);
  fputc('[', stderr);
  for (int i = 0; i < CELLS; i++)
    fputc(i < full ? '#' : '.', stderr);
  fprintf(stderr, "] %3d%% ", (int)(share * 100));
}

void progress_show(progress *p, uint64_t done, uint64_t bytes,
                   uint64_t expected) {
  int64_t now = now_ms();
  if (!p->on || now - p->start_ms < 500 || now - p->drawn_ms < 100)
    return;
  p->drawn_ms = now;
  double seconds = (double)(now - p->start_ms) / 1000;
  fputs("\r\033[K", stderr);
  bool known = expected > 0 && bytes <= expected;
  if (known)
    draw_bar((double)bytes / (double)expected);
  fprintf(stderr, "%llu %s, %.0f/s", (unsigned long long)done, p->what,
          (double)done / seconds);
  if (known && bytes) {
    long left = (long)(seconds * (double)(expected - bytes) / (double)bytes);
    fprintf(stderr, ", %ld:%02ld left", left / 60, left % 60);
  }
  fflush(stderr);
}

void progress_clear(progress *p) {
  if (p->on && p->drawn_ms)
    fputs("\r\033[K", stderr);
  p->drawn_ms = 0;
}
