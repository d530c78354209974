#include "serve/answer.h"
#include "base/hash.h"
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  PACK_LEAST = 1400, // bytes of one packet: below it packing saves no round
  PACK_LEVEL = 4,    // 6 packs JSON 4 % smaller and takes twice the time
};

const char type_json[] = "application/json; charset=utf-8";
const char type_text[] = "text/plain; charset=utf-8";

static bool packs_well(const char *type) {
  str t = str_of(type);
  return str_starts(t, S("text/")) || str_starts(t, S("application/")) ||
         str_starts(t, S("image/svg"));
}

static void pack(answer *a) {
  struct libdeflate_compressor *c = libdeflate_alloc_compressor(PACK_LEVEL);
  if (!c)
    return;
  size_t room = a->body.len - a->body.len / 8; // less is not worth unpacking
  char *to = buf_room(&a->packed, room);
  a->packed.len = libdeflate_gzip_compress(c, a->body.p, a->body.len, to, room);
  libdeflate_free_compressor(c);
  if (!a->packed.len)
    buf_free(&a->packed);
}

answer *answer_new(uint32_t status, const char *type, buf *body) {
  answer *a = calloc(1, sizeof *a);
  if (!a) {
    fputs("dragoman: out of memory\n", stderr);
    exit(3);
  }
  atomic_init(&a->users, 1);
  a->status = status;
  a->type = type;
  a->cache = "no-cache";
  a->body = *body;
  *body = (buf){0};
  if (status != 200)
    return a;
  // Weak: the packed and the plain form have the same one.
  char hex[32];
  hash128_hex(hex, buf_str(&a->body));
  snprintf(a->etag, sizeof a->etag, "W/\"%.32s\"", hex);
  if (a->body.len >= PACK_LEAST && packs_well(type))
    pack(a);
  return a;
}

answer *answer_error(uint32_t status, const char *code, str message,
                     const uint32_t at[2]) {
  buf b = {0};
  buf_printf(&b,
             "{\"error\":{\"status\":%u,\"code\":\"%s\",\"message\":", status,
             code);
  buf_json(&b, message);
  buf_add(&b, S(",\"at\":"));
  if (at)
    buf_printf(&b, "[%u,%u]", at[0], at[1]);
  else
    buf_add(&b, S("null"));
  buf_add(&b, S("}}\n"));
  answer *a = answer_new(status, type_json, &b);
  a->cache = "no-store";
  return a;
}

void answer_field_add(answer *a, const char *name, str value) {
  if (a->n_more == ANSWER_FIELDS || value.len >= ANSWER_VALUE)
    return;
  for (uint32_t i = 0; i < value.len; i++)
    if ((unsigned char)value.p[i] < 32 || value.p[i] == 127)
      return;
  answer_field *f = &a->more[a->n_more++];
  f->name = name;
  memcpy(f->value, value.p, value.len);
  f->value[value.len] = 0;
}

answer *answer_hold(answer *a) {
  atomic_fetch_add(&a->users, 1);
  return a;
}

void answer_drop(answer *a) {
  if (!a || atomic_fetch_sub(&a->users, 1) != 1)
    return;
  buf_free(&a->body);
  buf_free(&a->packed);
  free(a);
}
