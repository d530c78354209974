#ifndef STORE_POSTING_SORT_H
#define STORE_POSTING_SORT_H

#include "store/posting.h"

// By key; entries of one key stay in the order in which they stand.
void posting_sort(posting_list *l, posting_list *spare);

#endif
