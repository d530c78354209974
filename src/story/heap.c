#include "story/heap.h"
#include <stdio.h>
#include <stdlib.h>

void *heap_grow(void *p, size_t bytes) {
  void *out = realloc(p, bytes);
  if (out)
    return out;
  fputs("dragoman: out of memory\n", stderr);
  exit(3);
}
