// Events, and what can be counted of them.

#include "base/put.h"
#include "serve/api.h"

enum {
  PAGE = 50,
  PAGE_MOST = 500,     // events: about 1 MB
  TOTAL_MOST = 100000, // beyond it "many" says as much
  EDGES = 200,         // as many as a drawing shows
  EDGES_MOST = 5000,
  SUGGESTIONS = 20,
  SUGGESTIONS_MOST = 200,
};

bool api_failed(call *c, dgm_status status, const dgm_error *err) {
  if (status == DGM_EUSAGE)
    return call_fail(c, 400, "parameter", "%s", err->text);
  if (status == DGM_ELIMIT)
    return call_fail(c, 503, "slow", "%s", err->text);
  return call_fail(c, 500, "store", "%s", err->text);
}

bool api_query(call *c, query *out) {
  dgm_error err;
  str text = call_arg(c, "q");
  dgm_status status = query_parse(out, &c->w->m, text, &err);
  if (status)
    call_fail_at(c, "query", err.text, out->wrong.beg, out->wrong.end);
  return !status;
}

static dgm_status add_event(void *context, str json, int64_t row,
                            dgm_error *err) {
  buf *b = context;
  (void)row, (void)err;
  put_sep(b);
  buf_add(b, json);
  return DGM_OK;
}

static bool read_sorting(call *c, read_page *page) {
  str sort = call_arg(c, "sort");
  page->sort = SORT_DATE_DOWN;
  return !sort.p || read_sort_named(&page->sort, sort) ||
         call_fail(c, 400, "parameter",
                   "'sort' takes date, -date, score, -score, sources, "
                   "-sources");
}

// How many there are, on the first page only: the others need not count again.
static bool put_total(call *c, const query *q, bool first) {
  int64_t total = TOTAL_MOST + 1;
  dgm_error err;
  dgm_status status =
      first ? read_total(c->w->db, &c->w->m, q, TOTAL_MOST + 1, &total, &err)
            : DGM_OK;
  if (status)
    return api_failed(c, status, &err);
  if (total <= TOTAL_MOST)
    put_number(&c->out, "total", total);
  else
    put_json(&c->out, "total", (str){NULL, 0});
  return true;
}

void api_events(call *c) {
  query q;
  read_page page = {.limit = PAGE, .after = call_arg(c, "after")};
  read_more more;
  dgm_error err;
  if (!call_number(c, "limit", 1, PAGE_MOST, &page.limit) ||
      !read_sorting(c, &page) || !api_query(c, &q))
    return;
  buf_add(&c->out, S("{\"events\":["));
  dgm_status status = read_events(c->w->db, &c->w->m, &q, &page, add_event,
                                  &c->out, &more, &err);
  if (status) {
    api_failed(c, status, &err);
    return;
  }
  buf_byte(&c->out, ']');
  put_text(&c->out, "next", more.next[0] ? str_of(more.next) : (str){NULL, 0});
  if (put_total(c, &q, !page.after.len))
    buf_add(&c->out, S("}\n"));
}

void api_event(call *c) {
  str json;
  dgm_error err;
  dgm_status status = read_event(c->w->db, &c->w->m, c->id, &json, &err);
  if (status)
    api_failed(c, status, &err);
  else if (!json.p)
    call_fail(c, 404, "event", "there is no event of this id");
  else
    add_event(&c->out, json, 0, NULL);
  buf_byte(&c->out, '\n');
}

static bool read_groups(call *c, read_group *out, uint32_t *n) {
  str rest = call_arg(c, "group");
  for (*n = 0; rest.p; ++*n) {
    str name = str_cut(&rest, ',');
    if (*n == 2)
      return call_fail(c, 400, "parameter", "'group' takes one or two names");
    if (!read_group_named(&out[*n], name)) {
      buf text = {0};
      buf_add(&text, S("'group' takes"));
      for (uint32_t g = 0; g < N_GROUP; g++)
        buf_printf(&text, "%s %s", g ? "," : "",
                   read_group_name((read_group)g));
      c->answer = answer_error(400, "parameter", buf_str(&text), NULL);
      buf_free(&text);
      return false;
    }
  }
  return true;
}

void api_counts(call *c) {
  read_group groups[2];
  uint32_t n;
  query q;
  counts found = {.n_group = 0};
  dgm_error err;
  if (!read_groups(c, groups, &n) || !api_query(c, &q))
    return;
  dgm_status status =
      read_counts(c->w->db, &c->w->m, &q, groups, n, &found, &err);
  if (status)
    api_failed(c, status, &err);
  else
    counts_json(&c->out, &found);
}

void api_network(call *c) {
  query q;
  network found = {.nodes = {.n = 0}};
  uint32_t limit = EDGES;
  dgm_error err;
  if (!call_number(c, "limit", 1, EDGES_MOST, &limit) || !api_query(c, &q))
    return;
  dgm_status status = read_network(c->w->db, &c->w->m, &q, limit, &found, &err);
  if (status)
    api_failed(c, status, &err);
  else
    network_json(&c->out, &found);
}

void api_map(call *c) {
  query q;
  place_map found = {.unplaced = 0};
  dgm_error err;
  if (!api_query(c, &q))
    return;
  dgm_status status = read_map(c->w->db, &c->w->m, &q, &found, &err);
  if (status)
    api_failed(c, status, &err);
  else
    map_json(&c->out, &found);
}

void api_suggest(call *c) {
  suggestion_list found = {.n = 0};
  uint32_t limit = SUGGESTIONS;
  dgm_error err;
  str prefix = call_arg(c, "prefix");
  query_key key = query_key_named(call_arg(c, "key"));
  if (key == KEY_WORDS) {
    call_fail(c, 400, "parameter", "'key' takes a key of the query language");
    return;
  }
  if (!call_number(c, "limit", 1, SUGGESTIONS_MOST, &limit))
    return;
  dgm_status status =
      read_suggest(c->w->db, &c->w->m, key, prefix, limit, &found, &err);
  if (status)
    api_failed(c, status, &err);
  else
    suggestions_json(&c->out, &found);
}
