// The repair contracts cycles one by one in a dense matrix. Each live node is
// a word or a contracted cycle; for each pair of live nodes the matrix keeps
// the best arc's gain and which two words it really joins. When no cycle is
// left, the contractions are opened again, latest first: the arc that enters a
// cycle replaces that cycle's arc into the same member.

#include "parse/tree.h"

// Taken from each arc out of ROOT. It outweighs all other scores together
// (251 words, 31 bits each), so the best tree has one such arc, never more.
static const int64_t root_cost = (int64_t)1 << 40;

typedef struct {
  int64_t gain;
  uint16_t head, dep; // words
} arc;

// A contracted cycle: its members and their arcs along the cycle.
typedef struct {
  uint32_t first, n; // slice of the member lists
} cycle;

typedef struct {
  uint32_t n;       // positions, ROOT included
  arc *arcs;        // [head node * n + dep node]
  bool *live;       // [n]
  uint32_t *best;   // [n] live node that is the best head of a node
  uint32_t *id;     // [n] what stands in the node's place: a word, or
                    // n + number of the contraction
  uint32_t *parent; // [2n] contraction that an id went into, or itself
  uint32_t n_cycles;
  cycle *cycles; // [n]
  uint32_t n_members;
  uint32_t *member_ids; // [2n]
  arc *member_arcs;     // [2n]
  arc *into, *from;     // [n] arcs of the node that is being made
  uint32_t *entry;      // [2n] word where the chosen arc enters an id
  uint32_t *mark;       // [n] for finding cycles
} repair;

static void greedy(uint32_t *heads, const int32_t *scores, uint32_t stride,
                   uint32_t n) {
  for (uint32_t i = 1; i <= n; i++) {
    const int32_t *row = scores + (size_t)i * stride;
    uint32_t best = 0;
    for (uint32_t j = 1; j <= n; j++)
      if (j != i && row[j] > row[best])
        best = j;
    heads[i] = best;
  }
}

// One root, and from every word a way up to it.
static bool is_tree(const uint32_t *heads, uint32_t n) {
  uint32_t roots = 0;
  for (uint32_t i = 1; i <= n; i++) {
    roots += heads[i] == 0;
    uint32_t at = i, steps = 0;
    while (at && steps++ <= n)
      at = heads[at];
    if (at)
      return false;
  }
  return roots == 1;
}

static arc *between(const repair *r, uint32_t head, uint32_t dep) {
  return &r->arcs[(size_t)head * r->n + dep];
}

static void repair_init(repair *r, const int32_t *scores, uint32_t stride,
                        uint32_t words, arena *m) {
  uint32_t n = words + 1;
  *r = (repair){.n = n};
  r->arcs = arena_raw(m, sizeof(arc) * n * n);
  r->live = arena_new(m, bool, n);
  r->best = arena_new(m, uint32_t, n);
  r->id = arena_new(m, uint32_t, n);
  r->parent = arena_new(m, uint32_t, 2 * n);
  r->cycles = arena_new(m, cycle, n);
  r->member_ids = arena_new(m, uint32_t, 2 * n);
  r->member_arcs = arena_new(m, arc, 2 * n);
  r->into = arena_new(m, arc, n);
  r->from = arena_new(m, arc, n);
  r->entry = arena_new(m, uint32_t, 2 * n);
  r->mark = arena_new(m, uint32_t, n);
  for (uint32_t i = 0; i < 2 * n; i++)
    r->parent[i] = i;
  for (uint32_t d = 0; d < n; d++) {
    r->live[d] = true;
    r->id[d] = d;
    for (uint32_t h = 0; h < n; h++) {
      int64_t gain = d == 0 ? 0 : scores[(size_t)d * stride + h];
      *between(r, h, d) =
          (arc){h ? gain : gain - root_cost, (uint16_t)h, (uint16_t)d};
    }
  }
}

static void choose_heads(repair *r) {
  for (uint32_t d = 1; d < r->n; d++) {
    if (!r->live[d])
      continue;
    uint32_t best = 0;
    for (uint32_t h = 1; h < r->n; h++)
      if (r->live[h] && h != d &&
          between(r, h, d)->gain > between(r, best, d)->gain)
        best = h;
    r->best[d] = best;
  }
}

// A node on a cycle of best heads, or 0.
static uint32_t find_cycle(repair *r) {
  memset(r->mark, 0, r->n * sizeof *r->mark);
  for (uint32_t d = 1; d < r->n; d++) {
    uint32_t at = d;
    while (at && r->live[at] && !r->mark[at]) {
      r->mark[at] = d;
      at = r->best[at];
    }
    if (at && r->live[at] && r->mark[at] == d)
      return at;
  }
  return 0;
}

// The best arc from node v into the cycle at `top`, net of the arc that it
// replaces, and the best one out of the cycle to v.
static void merge_arcs(repair *r, uint32_t top, uint32_t v) {
  arc in = {INT64_MIN, 0, 0}, out = in;
  uint32_t at = top;
  do {
    arc a = *between(r, v, at), b = *between(r, at, v);
    a.gain -= between(r, r->best[at], at)->gain;
    in = a.gain > in.gain ? a : in;
    out = b.gain > out.gain ? b : out;
    at = r->best[at];
  } while (at != top);
  r->into[v] = in;
  r->from[v] = out;
}

// Notes the cycle's members; all but `top` leave the matrix.
static void list_members(repair *r, uint32_t top) {
  uint32_t id = r->n + r->n_cycles, at = top;
  cycle *c = &r->cycles[r->n_cycles++];
  *c = (cycle){r->n_members, 0};
  do {
    r->parent[r->id[at]] = id;
    r->member_ids[r->n_members] = r->id[at];
    r->member_arcs[r->n_members++] = *between(r, r->best[at], at);
    c->n++;
    r->live[at] = at == top;
    at = r->best[at];
  } while (at != top);
  r->id[top] = id;
}

// Puts one node, `top`, in the place of the cycle that it stands on.
static void contract(repair *r, uint32_t top) {
  for (uint32_t v = 0; v < r->n; v++)
    if (r->live[v])
      merge_arcs(r, top, v);
  list_members(r, top);
  for (uint32_t v = 0; v < r->n; v++)
    if (r->live[v] && v != top) {
      *between(r, v, top) = r->into[v];
      *between(r, top, v) = r->from[v];
    }
}

static void set_head(repair *r, uint32_t *heads, uint32_t id, arc a) {
  heads[a.dep] = a.head;
  r->entry[id] = a.dep;
}

static void expand(repair *r, uint32_t *heads) {
  for (uint32_t d = 1; d < r->n; d++)
    if (r->live[d])
      set_head(r, heads, r->id[d], *between(r, r->best[d], d));
  for (uint32_t k = r->n_cycles; k-- > 0;) {
    const cycle *c = &r->cycles[k];
    uint32_t entered = r->entry[r->n + k];
    while (r->parent[entered] != r->n + k)
      entered = r->parent[entered];
    for (uint32_t i = c->first; i < c->first + c->n; i++)
      if (r->member_ids[i] == entered)
        r->entry[entered] = r->entry[r->n + k];
      else
        set_head(r, heads, r->member_ids[i], r->member_arcs[i]);
  }
}

void tree_decode(uint32_t *heads, const int32_t *scores, uint32_t stride,
                 uint32_t n, arena *m) {
  greedy(heads, scores, stride, n);
  if (is_tree(heads, n))
    return;
  repair r;
  repair_init(&r, scores, stride, n, m);
  for (;;) { // each round takes at least one node out
    choose_heads(&r);
    uint32_t top = find_cycle(&r);
    if (!top)
      break;
    contract(&r, top);
  }
  expand(&r, heads);
}
