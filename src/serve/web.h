#ifndef SERVE_WEB_H
#define SERVE_WEB_H

// The dashboard's files, which are part of the program: an address is looked up
// in their list and never reaches the file system.

#include "serve/answer.h"
#include "serve/url.h"

// Makes answers of the files; call once, before web_find.
void web_open(void);
void web_close(void);

// The file at an address, held for the caller; NULL where there is none.
answer *web_find(const url *u);

#endif
