// Is a deed anybody's but its parties' own?
//
// "Experts agree", "the company offers staff training": most of what private
// people and firms say and do to each other is no politics. What is left are
// deeds in which a state, a body of several, those who hold or seek power, or
// people of a named land take part; and violence and protest, whoever is in it.

#include "event/match_part.h"

// Sectors whose deeds are public by themselves, and those of bodies whose deeds
// are not ("a university", "the station").
#define PUBLIC_SECTORS "GOV MIL COP SPY JUD LEG PTY OPP REB PRM UAF CRM LAB REF"
#define TRADE_SECTORS  "BUS JRN EDU MED AGR ELI"

enum { QUAD_MATERIAL_CONFLICT = 4 };

static bool is_public_party(const matcher *m, const mention *w) {
  if (w->who.sectors & m->public_sectors)
    return true;
  if (w->who.org != NO_ROW)
    return !(w->who.sectors & m->trade_sectors);
  return w->known && (w->who.country != NO_ROW || w->who.region != NO_ROW ||
                      w->who.group != NO_ROW);
}

static bool has_public(const matcher *m, const parties *who) {
  for (uint32_t i = 0; i < who->n; i++)
    if (is_public_party(m, &m->a->mentions.at[who->at[i]]))
      return true;
  return false;
}

void public_start(matcher *m) {
  m->public_sectors = sector_bits(m->cb, PUBLIC_SECTORS);
  m->trade_sectors = sector_bits(m->cb, TRADE_SECTORS);
}

bool is_public(const matcher *m, uint32_t type, const attempt *found) {
  return type == NO_TYPE ||
         m->cb->rules.scheme.types.at[type].quad == QUAD_MATERIAL_CONFLICT ||
         has_public(m, &found->actors) || has_public(m, &found->recipients);
}
