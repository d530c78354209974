#ifndef BASE_ARENA_H
#define BASE_ARENA_H

// Memory that is given back all at once.
//
// Each article has one arena; a stage takes what it needs and never frees. Past
// its cap the arena leaves through `full` (one longjmp target, set by the
// pipeline), so stages hold nothing that needs closing. Without `full`, and
// when the machine has no memory, the program ends with a message.

#include "base/str.h"
#include <setjmp.h>

typedef struct arena_block arena_block;

typedef struct {
  arena_block *first, *now; // chain of blocks; kept over a reset
  size_t used, cap;         // bytes handed out since the reset; their limit
  jmp_buf *full;            // where to go past the cap; NULL: end the program
} arena;

// An empty arena that hands out at most cap bytes between two resets.
void arena_init(arena *m, size_t cap);

// Forgets everything handed out; keeps the blocks for the next article.
void arena_reset(arena *m);

// What was handed out up to now; arena_back forgets all that came later. For
// what is only needed within one step of a loop.
typedef struct {
  arena_block *now;
  size_t at, used;
} arena_mark;
arena_mark arena_here(const arena *m);
void arena_back(arena *m, arena_mark to);

// Gives all blocks back to the system.
void arena_close(arena *m);

// n zeroed bytes, aligned to 32 for vector loads.
void *arena_alloc(arena *m, size_t n);

// n bytes with any content, aligned to 32.
void *arena_raw(arena *m, size_t n);

// A copy of s that lives as long as the arena's content; not NUL-terminated.
str arena_copy(arena *m, str s);

#define arena_new(m, T, n) ((T *)arena_alloc((m), (size_t)(n) * sizeof(T)))

#endif
