// CAMEO's letters for an actor, and who held an office when.

#include "codebook/names_load.h"
#include <stdlib.h>

static uint32_t put(char *out, uint32_t n, str letters) {
  if (!letters.len || letters.len >= ACTOR_CODE_MAX - n)
    return n;
  memcpy(out + n, letters.p, letters.len);
  return n + letters.len;
}

static uint32_t put_sectors(const names *n, uint32_t set, char *out,
                            uint32_t len) {
  uint32_t put_before = 0;
  for (uint32_t bit = 0; bit < n->sectors.n && put_before < 3; bit++)
    if (set >> bit & 1) {
      len = put(out, len, n->sectors.at[bit].cameo);
      put_before++;
    }
  return len;
}

static uint32_t put_place(const names *n, const actor_codes *who, char *out) {
  uint32_t country = who->country;
  if (who->region != NO_ROW && n->regions.at[who->region].coded)
    return put(out, 0, n->regions.at[who->region].code);
  if (country != NO_ROW)
    return put(out, 0, n->countries.at[country].cameo);
  if (who->region != NO_ROW)
    return put(out, 0, n->regions.at[who->region].code);
  return 0;
}

// Letters of an agent: "~GOV" behind the actor's, "NGO~" before them, once.
static uint32_t put_role(str letters, char *out, uint32_t len) {
  bool behind = str_starts(letters, S("~"));
  str bare = str_slice(letters, behind, letters.len - !behind);
  if (!letters.len || str_find((str){out, len}, bare) != UINT32_MAX)
    return len;
  if (behind)
    return put(out, len, bare);
  if (bare.len >= ACTOR_CODE_MAX - len)
    return len;
  memmove(out + bare.len, out, len);
  memcpy(out, bare.p, bare.len);
  return len + bare.len;
}

bool names_coded(const names *n, const actor_codes *who) {
  char code[ACTOR_CODE_MAX];
  return names_code(n, who, code) > 0;
}

uint32_t names_code(const names *n, const actor_codes *who, char *out) {
  uint32_t len = 0;
  if (who->org != NO_ROW && n->orgs.at[who->org].code.len) {
    len = put(out, 0, n->orgs.at[who->org].code);
  } else {
    len = put_place(n, who, out);
    if (who->group != NO_ROW)
      len = put(out, len, n->groups.at[who->group].code);
    len = put_sectors(n, who->sectors, out, len);
    if (who->role != NO_ROW)
      len = put_role(n->roles.at[who->role].code, out, len);
  }
  out[len] = '\0';
  return len;
}

// How well a term [from, to] fits a day: 0 holds, then those that ended before
// (the latest first), then those that began after (the earliest first).
static int64_t misfit(day from, day to, day on) {
  int64_t never = 1000000; // days; more than any distance in the tables
  if (on == NO_DAY)
    return to == NO_DAY ? 0 : never - to;
  if ((from == NO_DAY || from <= on) && (to == NO_DAY || to >= on))
    return 0;
  return to != NO_DAY && to < on ? (int64_t)on - to : never + (from - on);
}

uint32_t names_person_on(const names *n, uint32_t person, day on) {
  uint32_t best = NO_ROW;
  int64_t least = INT64_MAX;
  for (uint32_t p = map_get(&n->person_by_id, n->people.at[person].id);
       p != NO_ROW; p = n->people.at[p].next) {
    int64_t m = misfit(n->people.at[p].from, n->people.at[p].to, on);
    if (m < least) {
      least = m;
      best = p;
    }
  }
  return best;
}

bool names_in_office(const names *n, uint32_t person, day on) {
  return misfit(n->people.at[person].from, n->people.at[person].to, on) == 0;
}

uint32_t names_org_on(const names *n, uint32_t org, day on) {
  uint32_t best = NO_ROW;
  int64_t least = INT64_MAX;
  for (uint32_t o = map_get(&n->org_by_id, n->orgs.at[org].id); o != NO_ROW;
       o = n->orgs.at[o].next) {
    int64_t m = misfit(n->orgs.at[o].from, n->orgs.at[o].to, on);
    if (m < least) {
      least = m;
      best = o;
    }
  }
  return best;
}

uint32_t names_org_side(const names *n, uint32_t org) {
  // Depth of the deepest chain of parents in the data, doubled: no cycle loops.
  for (int depth = 0; depth < 8; depth++) {
    uint32_t parent = n->orgs.at[org].parent;
    if (parent == NO_ROW || n->orgs.at[parent].kind != ORG_IGO)
      break;
    org = parent;
  }
  return org;
}

// One office as a number that can be compared: states' before organisations'.
static uint64_t office_key(const names *n, uint32_t country, uint32_t org,
                           uint32_t office) {
  uint64_t of = org != NO_ROW ? (1u << 24) + org : country & 0xFFFFFF;
  if (office != NO_ROW)
    office = n->roles.at[office].same;
  return of << 32 | office;
}

typedef struct {
  uint64_t key;
  uint32_t row;
} holder;

static int holder_order(const void *a, const void *b) {
  const holder *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

void names_sort_holders(names *n) {
  uint32_t count = n->people.n;
  n->holders = arena_new(n->m, uint32_t, count + 1);
  n->holder_keys = arena_new(n->m, uint64_t, count + 1);
  holder *all = arena_new(n->m, holder, count + 1);
  for (uint32_t i = 0; i < count; i++) {
    const person_row *p = &n->people.at[i];
    all[i] = (holder){office_key(n, p->country, p->org, p->role), i};
  }
  qsort(all, count, sizeof *all, holder_order);
  for (uint32_t i = 0; i < count; i++) {
    n->holders[i] = all[i].row;
    n->holder_keys[i] = all[i].key;
  }
}

uint32_t names_holder(const names *n, uint32_t country, uint32_t org,
                      uint32_t office, day on) {
  uint64_t key = office_key(n, country, org, office);
  uint32_t lo = 0, hi = n->people.n;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (n->holder_keys[mid] < key)
      lo = mid + 1;
    else
      hi = mid;
  }
  uint32_t best = NO_ROW;
  int64_t least = INT64_MAX;
  for (; lo < n->people.n && n->holder_keys[lo] == key; lo++) {
    const person_row *p = &n->people.at[n->holders[lo]];
    int64_t m = misfit(p->from, p->to, on);
    if (m < least) {
      least = m;
      best = n->holders[lo];
    }
  }
  return best;
}

static uint32_t get(const map *ids, str id) {
  uint32_t row = map_get(ids, id);
  return row == NO_VALUE ? NO_ROW : row;
}

uint32_t names_country(const names *n, str id) {
  return get(&n->country_by_id, id);
}

uint32_t names_org(const names *n, str id) {
  return get(&n->org_by_id, id);
}

uint32_t names_role(const names *n, str form) {
  return get(&n->role_by_form, form);
}

uint32_t names_sector(const names *n, str id) {
  return get(&n->sector_by_id, id);
}
