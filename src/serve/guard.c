#include "serve/guard.h"

static const str cookie_name = {"dragoman=", 9};

// Takes the same time wherever the two differ.
static bool same_secret(str a, str b) {
  unsigned differ = a.len != b.len;
  for (uint32_t i = 0; i < a.len && b.len; i++)
    differ |= (unsigned char)(a.p[i] ^ b.p[i % b.len]);
  return !differ;
}

static bool is_digits_and_dots(str s) {
  for (uint32_t i = 0; i < s.len; i++)
    if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
      return false;
  return true;
}

bool guard_is_loopback(str address) {
  return str_eq(address, S("localhost")) || str_eq(address, S("::1")) ||
         str_eq(address, S("[::1]")) ||
         (str_starts(address, S("127.")) && is_digits_and_dots(address));
}

// "name:port" or "[::1]:port" without the port.
static str host_name(str host) {
  if (host.len && host.p[0] == '[') {
    uint32_t end = str_find(host, S("]"));
    return end < host.len ? str_slice(host, 0, end + 1) : host;
  }
  return str_cut(&host, ':');
}

static bool from_here(const visitor *v) {
  str origin = v->origin;
  if (!origin.p)
    return true;
  if (str_starts(origin, S("http://")))
    origin = str_slice(origin, 7, origin.len);
  else if (str_starts(origin, S("https://")))
    origin = str_slice(origin, 8, origin.len);
  else
    return false; // "null": a sandboxed page
  return v->host.p && str_eq(origin, v->host);
}

static str cookie_token(str cookies) {
  while (cookies.p && cookies.len) {
    str one = str_trim(str_cut(&cookies, ';'));
    if (str_starts(one, cookie_name))
      return str_slice(one, cookie_name.len, one.len);
  }
  return (str){NULL, 0};
}

static answer *welcome(str token) {
  buf body = {0}, value = {0};
  answer *a = answer_new(303, type_text, &body);
  buf_add(&value, cookie_name);
  buf_add(&value, token);
  buf_add(&value, S("; Path=/; HttpOnly; SameSite=Strict"));
  answer_field_add(a, "Set-Cookie", buf_str(&value));
  answer_field_add(a, "Location", S("/"));
  a->cache = "no-store";
  buf_free(&value);
  return a;
}

static answer *check_token(const guard *g, const visitor *v) {
  str bearer = v->authorization;
  if (bearer.p && str_starts(bearer, S("Bearer ")) &&
      same_secret(str_slice(bearer, 7, bearer.len), g->token))
    return NULL;
  if (!v->api && v->token.p && same_secret(v->token, g->token))
    return welcome(g->token);
  str cookie = cookie_token(v->cookie);
  if (cookie.p && same_secret(cookie, g->token))
    return NULL;
  answer *a = answer_error(
      401, "token",
      S("this server asks for its token: open /?token=… once in a browser, or "
        "send Authorization: Bearer …"),
      NULL);
  answer_field_add(a, "WWW-Authenticate", S("Bearer"));
  return a;
}

static bool foreign(str site) {
  return site.p && !str_eq(site, S("same-origin")) && !str_eq(site, S("none"));
}

answer *guard_check(const guard *g, const visitor *v) {
  if (!g->public && (!v->host.p || !guard_is_loopback(host_name(v->host))))
    return answer_error(403, "host",
                        S("this server answers to localhost and 127.0.0.1 "
                          "only; see `dragoman serve --public`"),
                        NULL);
  if (v->api && foreign(v->site))
    return answer_error(
        403, "site", S("pages of other sites may not call this server"), NULL);
  if (v->writes && !from_here(v))
    return answer_error(403, "origin",
                        S("only this server's own pages may write"), NULL);
  if (v->writes && !str_starts(v->type, S("application/json")))
    return answer_error(415, "type",
                        S("the body must be sent as Content-Type: "
                          "application/json"),
                        NULL);
  return g->token.len ? check_token(g, v) : NULL;
}
