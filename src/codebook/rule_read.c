#include "codebook/rule_read.h"

void rule_read_file(rules *r, lexicon *x, const source_file *file,
                    uint32_t folder, reporter *errors) {
  (void)r, (void)x, (void)file, (void)folder, (void)errors;
}
