#ifndef STORY_STORY_H
#define STORY_STORY_H

// Which reports tell of the same happening? The rules, with their measured
// precision and recall, are in docs/stories.md.
//
// Reports are compared by their traits (dossier.h), weighed by how rare they
// are in the language and in what has been read, by their days, and by their
// places. One thread, input order: a report joins the story that it is most
// like, or opens one; stories are never joined later.

#include "story/dossier.h"

#define NO_STORY UINT32_MAX

typedef struct story_groups story_groups;

// No stories yet; the caller frees. About 80 MB when the window is full.
story_groups *story_groups_new(void);
void story_groups_free(story_groups *g);

// The story of a document, numbered from 0 in the order of their first
// reports. `given` is the story of the text it was copied from, or NO_STORY.
uint32_t story_groups_add(story_groups *g, arena *m, const dossier *d,
                          uint32_t given);

#endif
