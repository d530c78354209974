#ifndef BASE_VEC_H
#define BASE_VEC_H

// Growing arrays in an arena: the project's one container macro family.
//
//   VEC(token) tokens = {0};
//   *vec_push(m, &tokens) = (token){...};     // zeroed slot at the end
//   for (uint32_t i = 0; i < tokens.n; i++) tokens.at[i]...
//
// Growing moves the elements, so keep indexes, not pointers.

#include "base/arena.h"

#define VEC(T)                                                                 \
  struct {                                                                     \
    T *at;                                                                     \
    uint32_t n, cap;                                                           \
  }

// A pointer to a new zeroed element at the end of *v, valid until the next
// push.
#define vec_push(m, v)                                                         \
  ((v)->n == (v)->cap ? (void)((v)->at = vec_grow((m), (v)->at, &(v)->cap,     \
                                                  (v)->n, sizeof *(v)->at))    \
                      : (void)0,                                               \
   memset(&(v)->at[(v)->n], 0, sizeof *(v)->at), &(v)->at[(v)->n++])

// Room for `room` elements in a vector that has none yet, so that it need not
// grow on its way there.
#define vec_reserve(m, v, room)                                                \
  ((v)->at = arena_raw((m), (size_t)(room) * sizeof *(v)->at),                 \
   (v)->cap = (room))

// The first of n structs whose uint32_t at byte `field` is not below `least`,
// or n; those below stand before all others. Logarithmic.
uint32_t vec_find(const void *at, uint32_t n, size_t size, size_t field,
                  uint32_t least);

// Room for twice *cap (at least 16) elements with the first n copied over.
void *vec_grow(arena *m, void *at, uint32_t *cap, uint32_t n, size_t size);

#endif
