#ifndef BATCH_CODEBOOK_IMPORT_H
#define BATCH_CODEBOOK_IMPORT_H

// Dictionaries on the disk to a codebook's folder (codebook/import.h).

#include "codebook/import.h"

// Reads a file, or the files of a folder in the order of their names, folders
// inside it left alone. What is no dictionary is named on stderr.
dgm_status codebook_import_from(importer *d, const char *path, dgm_error *err);

// Writes what import_close made into the folder.
dgm_status codebook_import_to(const importer *d, const char *folder,
                              dgm_error *err);

// May a codebook be written there? Not over one that was not imported.
bool codebook_import_free(const char *folder);

#endif
