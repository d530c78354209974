// robots.txt: the first line is the path that is asked for.

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 1 << 16)
    return 0;
  str file = {(const char *)data, (uint32_t)size};
  str path = str_cut(&file, '\n');
  robots_allow(file, "dragoman", path);
  robots_delay(file, "dragoman");
  return 0;
}
