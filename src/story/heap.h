#ifndef STORY_HEAP_H
#define STORY_HEAP_H

// Memory of tables that live as long as the program's work.

#include <stddef.h>

// realloc that ends the program with a message when there is no memory: half a
// table is of no use to anybody.
void *heap_grow(void *p, size_t bytes);

#endif
