// The file is read line by line each time: a few hundred lines, asked once a
// page, are cheaper than a structure.

#include "fetch/robots.h"
#include <strings.h>

typedef struct {
  str key, value;
} rule;

// The next line "key: value" without its comment; false at the end.
static bool next_rule(str *rest, rule *out) {
  while (rest->p) {
    str line = str_cut(rest, '\n');
    if (!line.p)
      return false;
    str bare = str_cut(&line, '#');
    str key = str_cut(&bare, ':');
    if (!bare.p)
      continue;
    *out = (rule){str_trim(key), str_trim(bare)};
    return true;
  }
  return false;
}

static bool is(str s, const char *word) {
  return s.len == strlen(word) && strncasecmp(s.p, word, s.len) == 0;
}

// Does a group's user-agent name us: the product's name, any case?
static bool names_us(str value, const char *agent) {
  size_t len = strlen(agent);
  return value.len >= len && strncasecmp(value.p, agent, len) == 0 &&
         (value.len == len || value.p[len] == '/' || value.p[len] == ' ');
}

// A walk over the rules of the groups that are for one agent.
typedef struct {
  str rest;
  const char *agent;  // NULL: the groups "*"
  bool inside, heads; // the last group is ours; its user-agents go on
} walk;

static bool next_of_ours(walk *w, rule *r) {
  while (next_rule(&w->rest, r)) {
    if (is(r->key, "user-agent")) {
      bool ours = w->agent ? names_us(r->value, w->agent) : is(r->value, "*");
      w->inside = ours || (w->heads && w->inside);
      w->heads = true;
      continue;
    }
    w->heads = false;
    if (w->inside)
      return true;
  }
  return false;
}

// The agent whose groups count: ours where one is there, else NULL for "*".
static const char *group_agent(str file, const char *agent) {
  rule r;
  while (next_rule(&file, &r))
    if (is(r.key, "user-agent") && names_us(r.value, agent))
      return agent;
  return NULL;
}

// Does the path begin as the pattern says? Stars are tried in order, and only
// the last one is ever tried again: no backtracking beyond it.
static bool fits(str pattern, str path) {
  uint32_t p = 0, s = 0, star = UINT32_MAX, from = 0;
  bool whole = pattern.len && pattern.p[pattern.len - 1] == '$';
  uint32_t len = pattern.len - whole;
  for (;;) {
    if (p == len && (!whole || s == path.len))
      return true;
    if (p < len && pattern.p[p] == '*') {
      star = p++;
      from = s;
    } else if (p < len && s < path.len && pattern.p[p] == path.p[s]) {
      p++;
      s++;
    } else if (star != UINT32_MAX && from < path.len) {
      p = star + 1;
      s = ++from;
    } else {
      return false;
    }
  }
}

static str start(str file) {
  return file.len < ROBOTS_BYTES ? file : str_slice(file, 0, ROBOTS_BYTES);
}

bool robots_allow(str file, const char *agent, str path) {
  file = start(file);
  walk w = {.rest = file, .agent = group_agent(file, agent)};
  rule r;
  uint32_t longest = 0;
  bool allowed = true;
  while (next_of_ours(&w, &r)) {
    bool allow = is(r.key, "allow");
    if ((!allow && !is(r.key, "disallow")) || !r.value.len ||
        !fits(r.value, path))
      continue;
    if (r.value.len > longest || (r.value.len == longest && allow)) {
      longest = r.value.len;
      allowed = allow;
    }
  }
  return allowed;
}

uint32_t robots_delay(str file, const char *agent) {
  file = start(file);
  walk w = {.rest = file, .agent = group_agent(file, agent)};
  rule r;
  double seconds;
  while (next_of_ours(&w, &r))
    if (is(r.key, "crawl-delay") && str_to_double(r.value, &seconds) &&
        seconds > 0)
      return seconds < DELAY_MOST_S ? (uint32_t)(seconds + .999) : DELAY_MOST_S;
  return 0;
}
