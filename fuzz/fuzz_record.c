// Hostile lines where event records are expected: read, asked what would be
// left out, and written again.

#include "export/choose.h"
#include "export/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  export_record r;
  arena m;
  buf out = {0};
  if (size > 1 << 20)
    return 0;
  arena_init(&m, (size_t)1 << 28);
  if (record_read(&r, &m, (str){(const char *)data, (uint32_t)size}, NULL) ==
          DGM_OK &&
      r.event_line) {
    choose_event(&r, &r, 1, 0);
    export_jsonl(&out, &r.event, &r.document, r.run);
    export_csv(&out, &r.event, &r.document, r.run);
  }
  buf_free(&out);
  arena_close(&m);
  return 0;
}
