#ifndef EVENT_TOPIC_H
#define EVENT_TOPIC_H

// Is a text about public affairs at all?
//
// Reads   tokens, sentences; article.events, mentions; words/topic.tsv
// Sets    sentence.everyday
// Drops   events of everyday text; adds article.rejects
//
// An everyday page ("armies of orcs threaten the realm", "advisors agree with
// clients") uses the words of politics for other things. What a text is about
// is the mean weight of its words. In what is not about public affairs an event
// stands where it is told as a fact and a state, one of its bodies or officials
// acts by name, or such a body is acted upon.

#include "article/article.h"
#include "codebook/codebook.h"

// Marks the sentences of everyday text. Linear in tokens. Cannot fail.
void topic_find(article *a, const codebook *cb);

// Turns events of marked sentences into rejects. Call when factuality is
// decided. Linear in events. Cannot fail.
void topic_screen(article *a, const codebook *cb);

#endif
