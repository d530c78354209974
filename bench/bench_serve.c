// Asks a running server at a fixed pace while many listen, and says how long it
// took: bench_serve PORT SECONDS RATE LISTENERS TARGETS…
//
// Requests are due at fixed times whether or not the answers before them have
// come, and an answer's time counts from when its request was due: a server
// that stalls is seen stalling. 200 connections are kept open and used in turn;
// each has one request under way, others wait for a free one.

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 200, MOST = 1 << 21, HEAD = 8192, READ = 1 << 16 };

typedef struct {
  int fd;
  bool busy, listens;
  int64_t due_ns;
  char head[HEAD];
  size_t have;  // bytes of the head
  int64_t rest; // bytes of the body that are to come, -1: not known yet
} line;

typedef struct {
  int port, epoll;
  line *lines;
  int n_lines, n_targets, last; // last: connection that was used
  char **targets;
  double *ms;
  uint32_t asked, answered, bad;
  uint64_t bytes, heard; // of answers; of streams
} bench;

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "bench_serve: %s: %s\n", what, strerror(errno));
  exit(3);
}

static void dial(bench *b, line *l, bool listens) {
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_port = htons((uint16_t)b->port),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1;
  l->fd = socket(AF_INET, SOCK_STREAM, 0);
  l->listens = listens;
  if (l->fd < 0 || connect(l->fd, (struct sockaddr *)&at, sizeof at))
    fail("cannot connect");
  setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(l->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = l};
  if (epoll_ctl(b->epoll, EPOLL_CTL_ADD, l->fd, &e))
    fail("epoll");
}

static void ask(line *l, const char *target) {
  char text[1024];
  int n = snprintf(text, sizeof text,
                   "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                   "Accept-Encoding: gzip\r\n\r\n",
                   target);
  l->have = 0;
  l->rest = -1;
  l->busy = true;
  if (write(l->fd, text, (size_t)n) != n)
    fail("cannot ask");
}

// Is the head whole? Then how much body follows.
static bool read_head(bench *b, line *l) {
  l->head[l->have] = 0;
  char *end = strstr(l->head, "\r\n\r\n");
  char *length = strstr(l->head, "Content-Length: ");
  if (!end || !length)
    return false;
  if (strncmp(l->head, "HTTP/1.1 200", 12))
    b->bad++;
  l->rest = strtoll(length + 16, NULL, 10) -
            (int64_t)(l->have - (size_t)(end + 4 - l->head));
  return true;
}

static void finish(bench *b, line *l) {
  b->ms[b->answered++] = (double)(now_ns() - l->due_ns) / 1e6;
  l->busy = false;
}

static void take(bench *b, line *l, const char *bytes, size_t n) {
  b->bytes += n;
  if (l->rest >= 0) {
    l->rest -= (int64_t)n;
  } else {
    size_t part = n < HEAD - 1 - l->have ? n : HEAD - 1 - l->have;
    memcpy(l->head + l->have, bytes, part);
    l->have += part;
    if (!read_head(b, l))
      return;
    l->rest -= (int64_t)(n - part);
  }
  if (l->rest <= 0)
    finish(b, l);
}

static void hear(bench *b, line *l) {
  static char bytes[READ];
  for (;;) {
    ssize_t n = read(l->fd, bytes, sizeof bytes);
    if (n < 0 && errno == EAGAIN)
      return;
    if (n <= 0)
      fail("a connection was closed");
    if (l->listens)
      b->heard += (uint64_t)n;
    else
      take(b, l, bytes, (size_t)n);
    if ((size_t)n < sizeof bytes)
      return;
  }
}

// In turn: one that is never used is closed as one that never asks.
static line *free_line(bench *b) {
  for (int i = 0; i < CONNECTIONS; i++) {
    line *l = &b->lines[(b->last + 1 + i) % CONNECTIONS];
    if (!l->busy) {
      b->last = (b->last + 1 + i) % CONNECTIONS;
      return l;
    }
  }
  return NULL;
}

static void hear_all(bench *b, int wait_ms) {
  struct epoll_event found[64];
  int n = epoll_wait(b->epoll, found, 64, wait_ms);
  for (int i = 0; i < n; i++)
    hear(b, found[i].data.ptr);
}

static void run(bench *b, int64_t ns, int64_t step) {
  int64_t start = now_ns(), due = start;
  while (due < start + ns || b->answered < b->asked) {
    line *l;
    while (due < start + ns && due <= now_ns() && (l = free_line(b))) {
      l->due_ns = due;
      ask(l, b->targets[b->asked++ % (uint32_t)b->n_targets]);
      due += step;
    }
    hear_all(b, 1);
    if (now_ns() > start + ns + 20000000000)
      break; // what has no answer by now is counted as missing
  }
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void report(bench *b, double seconds, int listeners) {
  qsort(b->ms, b->answered, sizeof *b->ms, by_size);
  uint32_t n = b->answered ? b->answered : 1;
  printf("%u asked, %u answered (%.0f/s), %u not with 200, %.1f KB each\n",
         b->asked, b->answered, b->answered / seconds, b->bad,
         (double)b->bytes / n / 1024);
  printf("ms: median %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, most %.2f\n",
         b->ms[n / 2], b->ms[n * 9ull / 10], b->ms[n * 99ull / 100],
         b->ms[n * 999ull / 1000], b->ms[n - 1]);
  printf("%d listeners heard %.1f KB each\n", listeners,
         listeners ? (double)b->heard / listeners / 1024 : 0.0);
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fputs("bench_serve PORT SECONDS RATE LISTENERS TARGETS…\n", stderr);
    return 2;
  }
  bench b = {.port = atoi(argv[1]), .epoll = epoll_create1(0)};
  double seconds = atof(argv[2]), rate = atof(argv[3]);
  int listeners = atoi(argv[4]);
  b.targets = argv + 5;
  b.n_targets = argc - 5;
  b.n_lines = CONNECTIONS + listeners;
  b.lines = calloc((size_t)b.n_lines, sizeof *b.lines);
  b.ms = calloc(MOST, sizeof *b.ms);
  if (!b.lines || !b.ms || rate * seconds >= MOST)
    return 3;
  for (int i = 0; i < b.n_lines; i++) {
    dial(&b, &b.lines[i], i >= CONNECTIONS);
    if (i >= CONNECTIONS)
      ask(&b.lines[i], "/v1/stream?q=all");
  }
  run(&b, (int64_t)(seconds * 1e9), (int64_t)(1e9 / rate));
  report(&b, seconds, listeners);
  bool all = b.answered == b.asked && !b.bad;
  double p99 = b.ms[(b.answered ? b.answered : 1) * 99ull / 100];
  free(b.lines);
  free(b.ms);
  return all && p99 < 50 ? 0 : 1; // the bar of the desk
}
