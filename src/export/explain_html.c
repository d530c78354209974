#include "export/explain_html.h"
#include "export/explain_page.h"
#include "export/explain_part.h"

static void add(const html_page *p, str s) {
  buf_add(p->out, s);
}

static void write_head(html_page *p) {
  str title = p->a->meta.title;
  add(p, S("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
           "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
           "base-uri 'none'; form-action 'none'\">\n<title>"));
  html_text(p->out, title.len ? title : S("dragoman explain"));
  add(p, S("</title>\n<style>\n"));
  add(p, (str){EXPLAIN_CSS, (uint32_t)sizeof EXPLAIN_CSS});
  add(p, S("</style>\n</head>\n<body>\n"));
}

static void write_fact(html_page *p, const char *name, str value) {
  if (!value.len)
    return;
  buf_printf(p->out, "<p class=\"meta\">%s: ", name);
  html_text(p->out, value);
  add(p, S("</p>\n"));
}

static void write_legend(html_page *p) {
  // ORDER MARK_KIND
  static const char *const labels[N_MARK] = {NULL,      "no event", "parties",
                                             "numbers", "dates",    "places",
                                             "speech",  "events"};
  add(p, S("<nav aria-label=\"marks\">\n"));
  for (uint32_t k = N_MARK; k-- > MARK_REJECT;) {
    const char *class = mark_class((mark_kind)k);
    buf_printf(p->out,
               "<label class=\"%s\"><input type=\"checkbox\" value=\"%s\" "
               "checked> <b>%s</b> %u</label>\n",
               class, class, labels[k], marks_count(p, (mark_kind)k));
  }
  add(p, S("</nav>\n<p class=\"hint\">Click a marked word, or step with n and p"
           " and press Enter; Escape closes.</p>\n"));
}

static void write_removed(html_page *p) {
  const article *a = p->a;
  if (!a->removed.n)
    return;
  buf_printf(p->out,
             "<details class=\"gone\"><summary>Left out of the page: %u parts"
             "</summary>\n<dl>\n",
             a->removed.n);
  for (uint32_t i = 0; i < a->removed.n; i++) {
    const removed_span *r = &a->removed.at[i];
    add(p, S("<dt>"));
    html_text(p->out, r->why);
    add(p, S("</dt><dd>"));
    html_text(p->out, str_slice(a->raw, r->at.beg, r->at.end));
    add(p, S("</dd>\n"));
  }
  add(p, S("</dl>\n</details>\n"));
}

void export_explanation_html(buf *out, article *a, const codebook *cb) {
  html_page p = {.out = out, .a = a, .cb = cb};
  view_build(&p.v, a, cb);
  marks_collect(&p);
  write_head(&p);
  add(&p, S("<header>\n"));
  marks_write_title(&p);
  write_fact(&p, "outlet", a->meta.outlet);
  write_fact(&p, "by", a->meta.byline);
  write_fact(&p, "published", a->meta.published);
  write_fact(&p, "address", a->meta.url);
  write_legend(&p);
  add(&p, S("</header>\n<main>\n"));
  marks_write_text(&p);
  add(&p, S("</main>\n<aside aria-live=\"polite\" aria-label=\"explanation\">\n"
            "<button id=\"close\" type=\"button\">close</button>\n"));
  cards_write(&p);
  add(&p, S("</aside>\n<footer>\n"));
  write_removed(&p);
  add(&p, S("</footer>\n<script>\n"));
  add(&p, (str){EXPLAIN_JS, (uint32_t)sizeof EXPLAIN_JS});
  add(&p, S("</script>\n</body>\n</html>\n"));
}
