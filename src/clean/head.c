#include "clean/head.h"
#include "base/utf8.h"

enum {
  ABOVE = 40,       // blocks above the body among which a title is sought
  BODY_BLOCKS = 12, // of the body whose words a title must share
  STAMP_BELOW = 4,  // blocks below the body's first that may be its date
};

uint32_t head_first(const blocks *b, const line_view *views,
                    const uint8_t *kept) {
  uint32_t any = b->list.n;
  for (uint32_t i = 0; i < b->list.n; i++) {
    if (kept[i] && views[i].prose)
      return i;
    if (kept[i] && any == b->list.n)
      any = i;
  }
  return any;
}

// Puts the words of a line that are no function words into t.
static void add_words(map *t, const head_view *h, str text) {
  str rest = chrome_normal(h->b->m, text);
  while (rest.p && rest.len) {
    str w = str_cut(&rest, ' ');
    if (w.len > 2 && !(chrome_word(h->words, w).uses & PAGE_STOP))
      map_put(t, h->b->m, w, 1);
  }
}

// Of a line's content words, how many in percent stand in t; *n is how many
// there are.
static uint32_t share_in(const map *t, const head_view *h, str text,
                         uint32_t *n) {
  uint32_t found = 0;
  *n = 0;
  str rest = chrome_normal(h->b->m, text);
  while (rest.p && rest.len) {
    str w = str_cut(&rest, ' ');
    if (w.len <= 2 || chrome_word(h->words, w).uses & PAGE_STOP)
      continue;
    ++*n;
    found += map_get(t, w) != NO_VALUE;
  }
  return *n ? found * 100 / *n : 0;
}

static map body_words(const head_view *h) {
  map t = {0};
  uint32_t taken = 0;
  for (uint32_t i = h->first; i < h->b->list.n && taken < BODY_BLOCKS; i++)
    if (h->kept[i]) {
      add_words(&t, h, block_text(h->b, i));
      taken++;
    }
  return t;
}

// Can the block be a headline by its looks?
static bool can_be_title(const head_view *h, uint32_t i) {
  const line_view *v = &h->views[i];
  str text = block_text(h->b, i);
  if (v->n_words < 2 || v->n_words > 30 || text.len > 300)
    return false;
  // Headlines have no full stop; "U.S." may end one.
  bool stop = v->stop && !(text.len > 2 && text.p[text.len - 3] == '.') &&
              text.p[text.len - 1] != '?' && text.p[text.len - 1] != '!';
  bool chrome_line = v->reason != CHROME_NONE && v->n_words < 6;
  uint32_t own = h->b->boxes.at[h->b->list.at[i].box].own;
  return (!stop || own & BOX_TITLE) && !chrome_line &&
         !(v->stamp && v->n_words < 8) && v->reason != CHROME_BYLINE &&
         v->reason != CHROME_DATE;
}

// How much speaks for block i, 0 for nothing. The words of the body or of the
// known title must be in it; being near the body and a heading helps.
static uint32_t title_score(const head_view *h, uint32_t i, const map *body,
                            const map *known) {
  uint32_t n, known_n;
  str text = block_text(h->b, i);
  uint32_t shared = share_in(body, h, text, &n);
  uint32_t same = share_in(known, h, text, &known_n);
  uint32_t own = h->b->boxes.at[h->b->list.at[i].box].own;
  uint32_t away = i < h->first ? h->first - i : 0;
  bool found = known->n ? same >= 60 && n * 2 >= known->n : shared >= 25;
  if (!found && !(own & BOX_TITLE) && !(i == 0 && !known->n))
    return 0;
  uint32_t score = 60 + shared / 2 + (known->n ? same : 0);
  score += own & BOX_TITLE ? 60 : own & BOX_HEADING ? 20 : 0;
  score += n >= 4 ? 20 : 0;
  score += i == 0 ? 10 : 0; // a dump often begins with its title
  return score > away ? score - away : 1;
}

uint32_t head_title(const head_view *h, str known) {
  map body = body_words(h), words = {0};
  uint32_t best = NO_BLOCK, top = 0;
  uint32_t beg = h->first > ABOVE ? h->first - ABOVE : 0;
  uint32_t end = h->first < h->b->list.n ? h->first + 1 : h->b->list.n;
  add_words(&words, h, known);
  for (uint32_t i = beg; i < end; i++) {
    uint32_t score = can_be_title(h, i) ? title_score(h, i, &body, &words) : 0;
    if (score > top) {
      top = score;
      best = i;
    }
  }
  return best;
}

static bool ends_name(str s, uint32_t i) {
  char c = s.p[i];
  return c == '|' || c == ',' || c == ';' || (c >= '0' && c <= '9') ||
         (c == '-' && i && s.p[i - 1] == ' ') ||
         str_starts(str_slice(s, i, s.len), S("\xE2\x80"));
}

// What stands behind "By", up to a sign that ends names.
static span names_behind(const head_view *h, uint32_t i) {
  span at = h->b->list.at[i].at;
  str s = block_text(h->b, i);
  uint32_t word = 0;
  while (word < s.len && s.p[word] != ' ' && s.p[word] != ':')
    word++;
  page_entry first =
      chrome_word(h->words, utf8_fold(h->b->m, str_slice(s, 0, word)));
  if (!(first.uses & PAGE_BY) || word >= s.len)
    return (span){0, 0};
  uint32_t end = ++word;
  while (end < s.len && !ends_name(s, end))
    end++;
  str name = str_trim(str_slice(s, word, end));
  if (name.len < 3 || name.len > 80)
    return (span){0, 0};
  uint32_t beg = at.beg + (uint32_t)(name.p - s.p);
  return (span){beg, beg + name.len};
}

span head_byline(const head_view *h, uint32_t title) {
  uint32_t beg = title != NO_BLOCK ? title : h->first > 8 ? h->first - 8 : 0;
  uint32_t end = h->first + 3 < h->b->list.n ? h->first + 3 : h->b->list.n;
  for (uint32_t i = beg; i < end; i++) {
    if (h->views[i].n_words > 16)
      continue;
    span at = names_behind(h, i);
    if (at.end > at.beg)
      return at;
  }
  return (span){0, 0};
}

// Does the line say that its date is one of publication, or of a change?
static uint32_t stamp_uses(const head_view *h, uint32_t i) {
  uint32_t uses = 0;
  str rest = chrome_normal(h->b->m, block_text(h->b, i));
  while (rest.p && rest.len)
    uses |= chrome_word(h->words, str_cut(&rest, ' ')).uses;
  return uses;
}

// Blocks that stand apart from the body near its head, and all that say
// "published".
static bool may_be_stamp(const head_view *h, uint32_t i, uint32_t uses) {
  const line_view *v = &h->views[i];
  bool apart = !h->kept[i] || v->n_words < 8;
  bool near = i + ABOVE >= h->first && i < h->first + STAMP_BELOW;
  return v->stamp && apart && (near || (uses & PAGE_STAMP && v->n_words < 12));
}

day head_published(const head_view *h, day *modified) {
  day best = NO_DAY;
  uint32_t top = 0;
  *modified = NO_DAY;
  for (uint32_t i = 0; i < h->b->list.n; i++) {
    if (!h->views[i].stamp)
      continue;
    uint32_t uses = stamp_uses(h, i);
    if (!may_be_stamp(h, i, uses))
      continue;
    stamp s = stamp_find(h->words, h->b->m, block_text(h->b, i));
    if (s.when == NO_DAY)
      continue;
    bool changed = uses & PAGE_CHANGED;
    if (changed && *modified == NO_DAY)
      *modified = s.when;
    uint32_t away = i < h->first ? h->first - i : i - h->first + 1;
    uint32_t score = 1000 - (away < 500 ? away : 500) +
                     (uses & PAGE_STAMP && !changed ? 1000 : 0);
    if (!changed && score > top) {
      top = score;
      best = s.when;
    }
  }
  return best != NO_DAY ? best : *modified;
}
