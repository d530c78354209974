#include "serve/alert_send.h"
#include "base/error.h"
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum {
  COMMAND_MS = 60000,
  GRACE_MS = 5000, // when the program ends: cut off, it would be done again
  LOOK_MS = 10,
};

static dgm_status post(client *c, const alert *a, str body, const char *key,
                       dgm_error *err) {
  client_answer answer;
  dgm_status status = client_post(c, a->target.p, body, key, &answer, err);
  long code = answer.code;
  client_answer_free(&answer);
  if (!status && (code < 200 || code > 299))
    status = error_set(err, DGM_EIO, "the answer was %ld", code);
  return status;
}

// The body as a file that a command can read without anybody waiting for it.
static FILE *as_file(str body) {
  FILE *f = tmpfile();
  if (f && (fwrite(body.p, 1, body.len, f) != body.len || fflush(f) ||
            fseek(f, 0, SEEK_SET))) {
    fclose(f);
    return NULL;
  }
  return f;
}

// Our environment and the two names behind it; the caller frees the list.
static char **environment(char *name, char *key) {
  size_t n = 0;
  while (environ[n])
    n++;
  char **all = malloc((n + 3) * sizeof *all);
  if (!all)
    return NULL;
  memcpy(all, environ, n * sizeof *all);
  all[n] = name;
  all[n + 1] = key;
  all[n + 2] = NULL;
  return all;
}

static int spawn(pid_t *child, const alert *a, FILE *in, const char *key) {
  char name[128], keyed[256], *sh[] = {"sh", "-c", NULL, NULL};
  snprintf(name, sizeof name, "DRAGOMAN_ALERT=%.*s", (int)a->name.len,
           a->name.p);
  snprintf(keyed, sizeof keyed, "DRAGOMAN_KEY=%s", key);
  char *command = malloc(a->target.len + 1), **all = environment(name, keyed);
  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&how);
  posix_spawn_file_actions_adddup2(&files, fileno(in), STDIN_FILENO);
  sigset_t plain; // we ignore it, a command must not
  sigemptyset(&plain);
  sigaddset(&plain, SIGPIPE);
  posix_spawnattr_setsigdefault(&how, &plain);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  int code = 1;
  if (command && all) {
    memcpy(command, a->target.p, a->target.len + 1);
    sh[2] = command;
    code = posix_spawn(child, "/bin/sh", &files, &how, sh, all);
  }
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&how);
  free(command);
  free(all);
  return code;
}

// Waits for the command; one that takes too long is ended with all it started.
static dgm_status wait_for(pid_t child, const volatile int *stop,
                           dgm_error *err) {
  const struct timespec look = {0, LOOK_MS * 1000000L};
  int status = 0;
  for (int ms = 0, end = COMMAND_MS; ms < end; ms += LOOK_MS) {
    if (*stop && end == COMMAND_MS)
      end = ms + GRACE_MS;
    pid_t done = waitpid(child, &status, WNOHANG);
    if (done == child && WIFEXITED(status) && WEXITSTATUS(status) == 0)
      return DGM_OK;
    if (done == child)
      return error_set(err, DGM_EIO, "the command ended with %d",
                       WIFEXITED(status) ? WEXITSTATUS(status)
                                         : 128 + WTERMSIG(status));
    nanosleep(&look, NULL);
  }
  kill(-child, SIGKILL);
  waitpid(child, &status, 0);
  return error_set(err, DGM_ELIMIT, "the command was ended: it took too long");
}

static dgm_status run(const alert *a, str body, const char *key,
                      const volatile int *stop, dgm_error *err) {
  pid_t child;
  FILE *in = as_file(body);
  if (!in)
    return error_set(err, DGM_EIO, "there is no room for a temporary file");
  int code = spawn(&child, a, in, key);
  fclose(in);
  if (code)
    return error_set(err, DGM_EIO, "the command cannot be started: %s",
                     strerror(code));
  return wait_for(child, stop, err);
}

dgm_status alert_send(client *c, const alert *a, str body, const char *key,
                      const volatile int *stop, dgm_error *err) {
  return a->kind == ALERT_WEBHOOK ? post(c, a, body, key, err)
                                  : run(a, body, key, stop, err);
}
