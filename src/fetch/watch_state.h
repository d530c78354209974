#ifndef FETCH_WATCH_STATE_H
#define FETCH_WATCH_STATE_H

// What a watch remembers over kill -9: which pages it has coded, and the
// version of each feed that it has read to its end.
//
// A page counts as coded exactly when the part file with its events stands in
// the folder: the journal first says what a part will hold, then the part gets
// its name, then the journal says that it has it.

#include "fetch/client.h"
#include "story/journal.h"
#include "story/number_map.h"

typedef struct {
  journal file;
  const char *folder;
  number_map pages; // coded, or given up, by the hash of their URL
  number_map feeds; // row of `versions` by the hash of the feed's URL
  buf versions;     // client_version
  uint32_t part;    // number of the next one
  buf pending;      // pages of a part that may not have got its name
  uint32_t pending_part;
} watch_state;

// Opens or makes the folder and "watch.state" in it. DGM_EIO, DGM_EFORMAT as
// journal_open. `folder` must outlive the state.
dgm_status watch_state_open(watch_state *s, const char *folder, dgm_error *err);
dgm_status watch_state_close(watch_state *s, dgm_error *err);

// Pages are known by the hash of their URL.
bool watch_state_has(const watch_state *s, uint64_t page);

// Puts events (may be none) into the next part file and notes the n pages that
// they were read from; when it returns both are on the disk or neither is.
dgm_status watch_state_commit(watch_state *s, str events, const uint64_t *pages,
                              uint32_t n, dgm_error *err);

// The version of a feed, NULL when it was never read to its end.
const client_version *watch_state_feed(const watch_state *s, uint64_t feed);
dgm_status watch_state_set_feed(watch_state *s, uint64_t feed,
                                const client_version *version, dgm_error *err);

#endif
