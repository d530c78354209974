#ifndef INGEST_CHARSET_H
#define INGEST_CHARSET_H

// Bytes to UTF-8.
//
// UTF-8 is taken as it is. Other bytes are converted: by their byte order mark,
// by the charset an HTML page names, else by what uchardet takes them for. From
// then on the converted bytes are the page: offsets of the record's map are
// into them. Bytes that read as no known charset's text are refused, never
// guessed into nonsense: text that is UTF-8 but for some bytes is damaged, and
// so is text whose odd bytes do not stand in words.

#include "base/arena.h"
#include "base/error.h"

// Replaces *bytes by the same text in UTF-8, in m where it had to be converted.
// In a page of HTML (`html`) damaged UTF-8 is mended with U+FFFD, as browsers
// do. DGM_EFORMAT: a NUL byte, or not text in any charset; path may be NULL.
dgm_status charset_decode(str *bytes, bool html, arena *m, const char *path,
                          dgm_error *err);

// Replaces *bytes by the same text in UTF-8, in m, read as the charset of that
// name; false, and nothing changed, when it is unknown or the bytes are not of
// it.
bool charset_from(str *bytes, str name, arena *m);

#endif
