#include "fetch/client.h"
#include "fetch/unpack.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum {
  CONNECT_MS = 15000,
  SLOW_BYTES = 64,     // a second, for
  SLOW_SECONDS = 20,   // so long: dribbled at us
  RETRY_MOST_S = 86400 // a day; longer answers mean the same
};

const char client_agent[] = "dragoman";

struct client {
  CURL *curl;
  client_limits limits;
  client_answer *answer; // while a request runs
  bool too_large;
  bool packed; // the body is gzip or zlib data
};

static size_t take_body(char *p, size_t size, size_t n, void *context) {
  client *c = context;
  size_t bytes = size * n;
  if (c->answer->body.len + bytes > c->limits.bytes) {
    c->too_large = true;
    return 0;
  }
  memcpy(buf_room(&c->answer->body, bytes), p, bytes);
  c->answer->body.len += bytes;
  return bytes;
}

// The value of a header line that begins with the name; p == NULL: another one.
static str field(str line, const char *name) {
  uint32_t len = (uint32_t)strlen(name);
  if (line.len <= len || line.p[len] != ':' || strncasecmp(line.p, name, len))
    return (str){NULL, 0};
  return str_trim(str_slice(line, len + 1, line.len));
}

// Copies a value that fits and that can stand in a header again.
static void keep(char *out, size_t room, str value) {
  if (!value.p || value.len >= room)
    return;
  memcpy(out, value.p, value.len);
  out[value.len] = 0;
}

static uint32_t retry_seconds(str value) {
  int64_t seconds;
  if (!value.p)
    return 0;
  char text[64] = "";
  keep(text, sizeof text, value);
  if (!str_to_i64(value, &seconds)) {
    time_t at = curl_getdate(text, NULL);
    seconds = at > 0 ? (int64_t)at - (int64_t)time(NULL) : 0;
  }
  return seconds <= 0             ? 0
         : seconds < RETRY_MOST_S ? (uint32_t)seconds
                                  : RETRY_MOST_S;
}

static size_t take_header(char *p, size_t size, size_t n, void *context) {
  client *c = context;
  client_answer *a = c->answer;
  str line = {p, (uint32_t)(size * n)};
  if (str_starts(line, S("HTTP/"))) { // of the next answer behind a redirect
    a->version = (client_version){"", ""};
    a->retry_after_s = 0;
    c->packed = false;
  }
  str coding = field(line, "content-encoding");
  if (coding.len && !str_eq(coding, S("identity")))
    c->packed = true;
  keep(a->version.etag, sizeof a->version.etag, field(line, "etag"));
  keep(a->version.modified, sizeof a->version.modified,
       field(line, "last-modified"));
  if (field(line, "retry-after").p)
    a->retry_after_s = retry_seconds(field(line, "retry-after"));
  return size * n;
}

static int look_up(void *context, curl_off_t all, curl_off_t now,
                   curl_off_t up_all, curl_off_t up_now) {
  (void)all, (void)now, (void)up_all, (void)up_now;
  const client *c = context;
  return c->limits.stop && *c->limits.stop;
}

static void set_limits(client *c) {
  CURL *h = c->curl;
  curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(h, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(h, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(h, CURLOPT_MAXREDIRS, (long)CLIENT_REDIRECTS);
  curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
  curl_easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)c->limits.time_ms);
  curl_easy_setopt(h, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
  curl_easy_setopt(h, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
  curl_easy_setopt(h, CURLOPT_MAXFILESIZE, (long)c->limits.bytes);
  curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
}

dgm_status client_open(client **out, client_limits limits, dgm_error *err) {
  client *c = calloc(1, sizeof *c);
  *out = c;
  if (c && !curl_global_init(CURL_GLOBAL_DEFAULT))
    c->curl = curl_easy_init();
  if (!c || !c->curl) {
    free(c);
    *out = NULL;
    return error_set(err, DGM_EIO, "cannot start libcurl");
  }
  c->limits = limits;
  CURL *h = c->curl;
  set_limits(c);
  curl_easy_setopt(h, CURLOPT_USERAGENT, "dragoman/" DGM_VERSION);
  curl_easy_setopt(h, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  curl_easy_setopt(h, CURLOPT_HTTP_CONTENT_DECODING, 0L); // fetch/unpack.h
  curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(h, CURLOPT_WRITEDATA, c);
  curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(h, CURLOPT_HEADERDATA, c);
  curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, look_up);
  curl_easy_setopt(h, CURLOPT_XFERINFODATA, c);
  curl_easy_setopt(h, CURLOPT_NOPROGRESS, 0L);
  return DGM_OK;
}

void client_close(client *c) {
  if (!c)
    return;
  curl_easy_cleanup(c->curl);
  curl_global_cleanup();
  free(c);
}

static struct curl_slist *add_condition(struct curl_slist *list,
                                        const char *name, const char *value) {
  char line[CLIENT_FIELD + 32];
  if (!value[0])
    return list;
  snprintf(line, sizeof line, "%s: %s", name, value);
  return curl_slist_append(list, line);
}

static dgm_status why(const client *c, CURLcode code, dgm_error *err) {
  if (c->too_large || code == CURLE_FILESIZE_EXCEEDED)
    return error_set(err, DGM_ELIMIT, "the answer has more than %u MB",
                     c->limits.bytes >> 20);
  return error_set(err, DGM_EIO, "%s", curl_easy_strerror(code));
}

// One request with these fields, which are freed.
static dgm_status perform(client *c, const char *url, struct curl_slist *head,
                          client_answer *out, dgm_error *err) {
  *out = (client_answer){0};
  c->answer = out;
  c->too_large = c->packed = false;
  curl_easy_setopt(c->curl, CURLOPT_HTTPHEADER, head);
  curl_easy_setopt(c->curl, CURLOPT_URL, url);
  CURLcode code = curl_easy_perform(c->curl);
  char *type = NULL;
  curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &out->code);
  curl_easy_getinfo(c->curl, CURLINFO_CONTENT_TYPE, &type);
  keep(out->type, sizeof out->type, str_of(type));
  curl_easy_setopt(c->curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(head);
  c->answer = NULL;
  if (code != CURLE_OK)
    return why(c, code, err);
  return c->packed && out->body.len
             ? body_unpack(&out->body, c->limits.bytes, err)
             : DGM_OK;
}

dgm_status client_get(client *c, const char *url, const client_version *known,
                      client_answer *out, dgm_error *err) {
  struct curl_slist *head = NULL;
  if (known) {
    head = add_condition(head, "If-None-Match", known->etag);
    head = add_condition(head, "If-Modified-Since", known->modified);
  }
  return perform(c, url, head, out, err);
}

dgm_status client_step(client *c, const char *url, const client_version *known,
                       client_answer *out, dgm_error *err) {
  char *location = NULL;
  curl_easy_setopt(c->curl, CURLOPT_FOLLOWLOCATION, 0L);
  dgm_status status = client_get(c, url, known, out, err);
  curl_easy_setopt(c->curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_getinfo(c->curl, CURLINFO_REDIRECT_URL, &location);
  if (!status && location)
    buf_add(&out->location, (str){location, (uint32_t)strlen(location) + 1});
  return status;
}

dgm_status client_post(client *c, const char *url, str json, const char *key,
                       client_answer *out, dgm_error *err) {
  struct curl_slist *head =
      curl_slist_append(NULL, "Content-Type: application/json");
  head = add_condition(head, "Idempotency-Key", key);
  curl_easy_setopt(c->curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c->curl, CURLOPT_POSTFIELDSIZE, (long)json.len);
  curl_easy_setopt(c->curl, CURLOPT_POSTFIELDS, json.p);
  dgm_status status = perform(c, url, head, out, err);
  curl_easy_setopt(c->curl, CURLOPT_POSTFIELDS, NULL);
  curl_easy_setopt(c->curl, CURLOPT_HTTPGET, 1L);
  curl_easy_setopt(c->curl, CURLOPT_FOLLOWLOCATION, 1L);
  return status;
}

void client_answer_free(client_answer *a) {
  buf_free(&a->body);
  buf_free(&a->location);
}

bool client_resolve(buf *out, const char *base, str url) {
  CURLU *u = curl_url();
  buf given = {0};
  char *whole = NULL;
  buf_add(&given, url);
  buf_byte(&given, 0);
  bool good = u && !curl_url_set(u, CURLUPART_URL, base, 0) &&
              !curl_url_set(u, CURLUPART_URL, given.p, 0) &&
              !curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) &&
              !curl_url_get(u, CURLUPART_URL, &whole, 0);
  buf_clear(out);
  if (good) {
    buf_add(out, str_of(whole));
    buf_byte(out, 0);
    good = str_starts(buf_str(out), S("http://")) ||
           str_starts(buf_str(out), S("https://"));
  }
  curl_free(whole);
  curl_url_cleanup(u);
  buf_free(&given);
  return good;
}
