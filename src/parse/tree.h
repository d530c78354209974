#ifndef PARSE_TREE_H
#define PARSE_TREE_H

// From arc scores to a tree with one root.

#include "base/arena.h"

// Chooses heads[1..n] (0 is ROOT) so that exactly one word hangs on ROOT and
// no cycle is left: the best head of each word where that is a tree already,
// else the best tree of all (Chu and Liu 1965, Edmonds 1967).
// scores[dep * stride + head]; ties go to the head that stands first.
// Quadratic, cubic at worst; takes memory only for the second way.
void tree_decode(uint32_t *heads, const int32_t *scores, uint32_t stride,
                 uint32_t n, arena *m);

#endif
