#ifndef SERVE_READING_H
#define SERVE_READING_H

// Texts read by the model: of the store, again, and pasted ones.

#include "pipeline/view.h"
#include "serve/desk.h"

// The worker's article as the stored document was read, with its view; true
// when its events are there, as far as this program's codebook finds them.
// False where the store keeps no text or the language has no codebook.
bool reading_of(worker *w, const document *d, view *out);

// The document as the API shows it, without line end; annotations are those of
// the worker's article where it was `read`, else null.
void reading_put(buf *b, worker *w, const document *d, bool read);

// Its events as the field "events" of an object.
void reading_put_events(buf *b, const document *d);

#endif
