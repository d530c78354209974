#include "codebook/scheme.h"

uint32_t scheme_type(const scheme *s, str name) {
  return map_get(&s->type_by_name, name);
}

uint32_t scheme_code(const scheme *s, str code) {
  return map_get(&s->code_by_name, code);
}

uint32_t scheme_context(const scheme *s, str name) {
  return map_get(&s->context_by_name, name);
}

uint32_t scheme_mode(const event_type *t, str name) {
  for (uint32_t i = 0; i < t->n_modes; i++)
    if (str_eq(t->modes[i], name))
      return i;
  return NO_VALUE;
}

uint32_t scheme_quad(const scheme *s, uint32_t code) {
  const cameo_code *c = &s->codes.at[code];
  if (c->type != NO_TYPE)
    return s->types.at[c->type].quad;
  // CAMEO's roots: 01 to 05 words between friends, 06 to 08 deeds, 09 to 13
  // words in conflict, 14 to 20 deeds (Goldstein's quads as GDELT prints them).
  uint32_t root = c->code.len < 2 ? 1
                                  : (uint32_t)(c->code.p[0] - '0') * 10 +
                                        (uint32_t)(c->code.p[1] - '0');
  return root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

static void read_contexts(scheme *s, arena *m, table *t) {
  while (table_next(t)) {
    if (s->contexts.n == SCHEME_CONTEXTS) {
      table_error(t, 0, "there are more than %d contexts", SCHEME_CONTEXTS);
      return;
    }
    if (map_put(&s->context_by_name, m, t->cells[0], s->contexts.n) != NO_VALUE)
      table_error(t, 0, "the context is there already");
    else
      *vec_push(m, &s->contexts) = t->cells[0];
  }
}

static void read_modes(event_type *type, table *t, str modes) {
  while (modes.len) {
    str mode = str_cut(&modes, ' ');
    if (type->n_modes == SCHEME_MODES) {
      table_error(t, 4, "a type has at most %d modes", SCHEME_MODES);
      return;
    }
    if (mode.len)
      type->modes[type->n_modes++] = mode;
  }
}

static bool read_need(recipient_need *out, str name) {
  if (str_eq(name, S("required")))
    *out = RECIPIENT_REQUIRED;
  else if (str_eq(name, S("one-sided")))
    *out = RECIPIENT_ONE_SIDED;
  else if (!str_eq(name, S("optional")))
    return false;
  return true;
}

static void read_types(scheme *s, arena *m, table *t) {
  while (table_next(t)) {
    event_type type = {.name = t->cells[0]};
    int64_t quad;
    if (!str_to_i64(t->cells[1], &quad) || quad < 1 || quad > 4) {
      table_error(t, 1, "the quad class is 1, 2, 3 or 4");
      continue;
    }
    type.quad = (uint32_t)quad;
    if (!read_need(&type.recipient, t->cells[2]))
      table_error(t, 2, "the recipient is required, optional or one-sided");
    if (!str_to_double(t->cells[3], &type.score))
      table_error(t, 3, "the score is a number");
    read_modes(&type, t, t->cells[4]);
    type.future_code = t->cells[5];
    type.future = str_cut(&type.future_code, ' ');
    type.refusal_code = t->cells[6];
    type.refusal = str_cut(&type.refusal_code, ' ');
    type.code = t->cells[7];
    type.threat_code = t->cells[8];
    type.threat = str_cut(&type.threat_code, ' ');
    type.mutual = str_eq(t->cells[9], S("yes"));
    if (map_put(&s->type_by_name, m, type.name, s->types.n) != NO_VALUE)
      table_error(t, 0, "the type is there already");
    else
      *vec_push(m, &s->types) = type;
  }
}

static void read_code_parts(scheme *s, cameo_code *code, table *t) {
  const event_type *type =
      code->type == NO_TYPE ? NULL : &s->types.at[code->type];
  for (str modes = t->cells[2]; modes.len;) {
    str name = str_cut(&modes, ' ');
    uint32_t mode = type ? scheme_mode(type, name) : NO_VALUE;
    if (mode == NO_VALUE)
      table_error(t, 2, "the type has no mode '%.*s'", (int)name.len, name.p);
    else
      code->modes |= 1u << mode;
  }
  for (str contexts = t->cells[3]; contexts.len;) {
    str name = str_cut(&contexts, ' ');
    uint32_t context = scheme_context(s, name);
    if (context == NO_VALUE)
      table_error(t, 3, "unknown context '%.*s'", (int)name.len, name.p);
    else
      code->contexts |= (uint64_t)1 << context;
  }
}

// Digits, as CAMEO's; letters are other schemes'.
static bool is_code(str code) {
  for (uint32_t i = 0; i < code.len; i++)
    if (!(code.p[i] >= '0' && code.p[i] <= '9') &&
        !((code.p[i] | 32) >= 'a' && (code.p[i] | 32) <= 'z'))
      return false;
  return code.len >= 2;
}

static void read_codes(scheme *s, arena *m, table *t) {
  while (table_next(t)) {
    cameo_code code = {.code = t->cells[0], .type = NO_TYPE};
    if (t->cells[1].len) {
      code.type = scheme_type(s, t->cells[1]);
      if (code.type == NO_VALUE)
        table_error(t, 1, "world/events.tsv has no such type");
    }
    read_code_parts(s, &code, t);
    code.scored = str_to_double(t->cells[4], &code.score);
    if (t->cells[4].len && !code.scored)
      table_error(t, 4, "the score is a number or nothing");
    if (!is_code(code.code))
      table_error(t, 0, "a code is two digits or letters or more");
    else if (map_put(&s->code_by_name, m, code.code, s->codes.n) != NO_VALUE)
      table_error(t, 0, "the code is there already");
    else
      *vec_push(m, &s->codes) = code;
  }
}

static const char *const file_names[] = {"world/contexts.tsv",
                                         "world/events.tsv", "world/cameo.tsv"};

uint32_t scheme_rank(str name) {
  for (uint32_t i = 0; i < 3; i++)
    if (str_eq(name, str_of(file_names[i])))
      return i;
  return NO_VALUE;
}

bool scheme_read(scheme *s, arena *m, const source_file *file,
                 reporter *errors) {
  static const char *const columns[] = {
      "context",
      "type quad recipient score modes future? refusal? code? threat? "
      "mutual?",
      "code type mode contexts score"};
  static void (*const readers[])(scheme *, arena *, table *) = {
      read_contexts, read_types, read_codes};
  uint32_t rank = scheme_rank(file->name);
  table t;
  if (rank == NO_VALUE)
    return false;
  if (table_open(&t, file, columns[rank], errors))
    readers[rank](s, m, &t);
  return true;
}
