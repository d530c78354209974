// What is kept of a document is its dossier; opening a file adds the dossiers
// again, so that a restart cannot tell other answers than one long run.

#include "story/stories.h"
#include "base/hash.h"
#include "story/journal.h"
#include "story/number_map.h"
#include "story/story.h"
#include <stdlib.h>

// A copy with less of the other's text than this (thousandths) may share no
// more than background paragraphs: its story is decided by what it tells.
enum { SAME_STORY = 400 };

// Kind and version of the file: goes up with every change of dossiers.
static const str magic = {"DGMSTOR1", 8};

typedef struct {
  uint64_t id; // where its id begins in `ids`
  uint32_t id_len, story;
  uint32_t copy_of, containment; // as copies_answer
} kept_document;

typedef struct {
  char id[32];
  uint32_t document, happening;
} kept_event;

struct stories {
  journal file;
  copies *copies;
  story_groups *groups;
  happenings *happenings;
  buf ids;
  buf documents;   // kept_document
  buf events;      // kept_event
  buf first_of;    // uint32_t by story: its first document
  buf first_event; // uint32_t by happening: its first event
  buf record;      // dossier as bytes
  number_map seen; // documents by the hash of their dossiers
  arena m;         // while the file is read
};

static uint32_t count_of(const buf *b, size_t each) {
  return (uint32_t)(b->len / each);
}

static void push(buf *b, const void *item, size_t size) {
  memcpy(buf_room(b, size), item, size);
  b->len += size;
}

static const kept_document *document_at(const stories *s, uint32_t n) {
  return (const kept_document *)(const void *)s->documents.p + n;
}

static str id_at(const stories *s, uint32_t n) {
  const kept_document *d = document_at(s, n);
  return (str){s->ids.p + d->id, d->id_len};
}

static uint32_t first_at(const buf *b, uint32_t n) {
  return ((const uint32_t *)(const void *)b->p)[n];
}

// The first member's number, when a group has just been opened.
static void note_first(buf *b, uint32_t group, uint32_t member) {
  if (group == count_of(b, sizeof member))
    push(b, &member, sizeof member);
}

static void add_events(stories *s, const dossier *d, const teller *who,
                       uint32_t document) {
  for (uint32_t i = 0; i < d->deeds.n; i++) {
    const deed *e = &d->deeds.at[i];
    kept_event k = {.document = document,
                    .happening = happenings_add(s->happenings, e, who)};
    memcpy(k.id, e->id, sizeof k.id);
    note_first(&s->first_event, k.happening, stories_event_count(s));
    push(&s->events, &k, sizeof k);
  }
}

static void group(stories *s, arena *m, const dossier *d) {
  copies_document text = {d->grams, d->outlet, d->published};
  copies_answer copy = copies_add(s->copies, m, &text);
  uint32_t given = NO_STORY;
  if (copy.copy_of != NO_DOCUMENT && copy.containment >= SAME_STORY)
    given = document_at(s, copy.copy_of)->story;
  kept_document k = {.id = s->ids.len,
                     .id_len = d->id.len,
                     .copy_of = copy.copy_of,
                     .containment = copy.containment};
  k.story = story_groups_add(s->groups, m, d, given);
  note_first(&s->first_of, k.story, copy.document);
  buf_add(&s->ids, d->id);
  push(&s->documents, &k, sizeof k);
  teller who = {d->outlet, copy.family, k.story, d->published};
  add_events(s, d, &who, copy.document);
}

// Adds a document that is new; false for one that is there to the last byte.
static bool add_new(stories *s, arena *m, const dossier *d, str record,
                    uint32_t *document) {
  uint64_t hash = hash64(record);
  *document = number_map_get(&s->seen, hash);
  if (*document != NO_VALUE)
    return false;
  *document = stories_count(s);
  number_map_set(&s->seen, hash, *document);
  group(s, m, d);
  return true;
}

static void answer(const stories *s, uint32_t document, stories_answer *out) {
  const kept_document *k = document_at(s, document);
  *out = (stories_answer){.document = document, .containment = k->containment};
  if (k->copy_of != NO_DOCUMENT)
    out->copy_of = id_at(s, k->copy_of);
  hash128_hex(out->story, id_at(s, first_at(&s->first_of, k->story)));
  out->story[32] = 0;
}

static dgm_status add_again(void *context, str record, dgm_error *err) {
  stories *s = context;
  dossier d;
  uint32_t document;
  str left = record;
  arena_reset(&s->m);
  dgm_status status = dossier_read(&d, &s->m, &left, err);
  if (!status)
    add_new(s, &s->m, &d, record, &document);
  return status;
}

static void free_all(stories *s) {
  copies_free(s->copies);
  story_groups_free(s->groups);
  happenings_free(s->happenings);
  buf *all[] = {&s->ids,      &s->documents,   &s->events,
                &s->first_of, &s->first_event, &s->record};
  for (uint32_t i = 0; i < sizeof all / sizeof all[0]; i++)
    buf_free(all[i]);
  number_map_free(&s->seen);
  arena_close(&s->m);
  free(s);
}

dgm_status stories_open(stories **out, const char *path, dgm_error *err) {
  *out = NULL;
  stories *s = calloc(1, sizeof *s);
  if (!s)
    return error_set(err, DGM_ELIMIT, "out of memory");
  s->file.fd = -1;
  s->copies = copies_new();
  s->groups = story_groups_new();
  s->happenings = happenings_new();
  arena_init(&s->m, (size_t)1 << 30); // as for an article (api.c)
  dgm_status status = DGM_OK;
  if (!s->copies || !s->groups)
    status = error_set(err, DGM_ELIMIT, "out of memory");
  else if (path)
    status = journal_open(&s->file, path, magic, add_again, s, err);
  arena_close(&s->m);
  if (status)
    free_all(s);
  else
    *out = s;
  return status;
}

dgm_status stories_close(stories *s, dgm_error *err) {
  if (!s)
    return DGM_OK;
  dgm_status status = journal_close(&s->file, err);
  free_all(s);
  return status;
}

dgm_status stories_add(stories *s, arena *m, const dossier *d,
                       stories_answer *out, dgm_error *err) {
  uint32_t document;
  buf_clear(&s->record);
  dossier_write(&s->record, d);
  bool fresh = add_new(s, m, d, buf_str(&s->record), &document);
  answer(s, document, out);
  if (s->file.fd < 0 || !fresh)
    return DGM_OK;
  return journal_add(&s->file, buf_str(&s->record), err);
}

dgm_status stories_flush(stories *s, bool sync, dgm_error *err) {
  return s->file.fd < 0 ? DGM_OK : journal_flush(&s->file, sync, err);
}

uint32_t stories_count(const stories *s) {
  return count_of(&s->documents, sizeof(kept_document));
}

uint32_t stories_event_count(const stories *s) {
  return count_of(&s->events, sizeof(kept_event));
}

void stories_event_at(const stories *s, uint32_t n, stories_event *out) {
  const kept_event *all = (const kept_event *)(const void *)s->events.p;
  const kept_event *e = &all[n];
  *out = (stories_event){.document = id_at(s, e->document),
                         .number = e->happening,
                         .sources =
                             happenings_sources(s->happenings, e->happening)};
  memcpy(out->id, e->id, sizeof out->id);
  const kept_event *first = &all[first_at(&s->first_event, e->happening)];
  hash128_hex(out->happening, (str){first->id, sizeof first->id});
  out->happening[32] = 0;
}
