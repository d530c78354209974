#include "cli/load_run.h"
#include <time.h>

static day today(void) {
  struct tm t;
  time_t now = time(NULL);
  gmtime_r(&now, &t);
  return day_of(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

static str keep(char *out, size_t room, dgm_str s) {
  uint32_t len = s.len < room ? s.len : (uint32_t)room;
  memcpy(out, s.p, len);
  return (str){out, len};
}

dgm_status load_run_of(load_run *out, const data *d, bool rules_only,
                       dgm_error *err) {
  dgm_coder *coder = NULL;
  dgm_options how = {.rules_only = rules_only};
  dgm_status status = dgm_coder_new(&coder, d->book, d->model, &how, err);
  if (status)
    return status;
  out->writer = (store_writer_options){
      .run = keep(out->run, sizeof out->run, dgm_coder_run(coder)),
      .codebook =
          keep(out->codebook, sizeof out->codebook, dgm_codebook_hash(d->book)),
      .model = keep(out->model, sizeof out->model, dgm_model_name(d->model)),
      .today = today()};
  dgm_coder_free(coder);
  return DGM_OK;
}
