#ifndef CLI_DATA_H
#define CLI_DATA_H

// The codebook and the model that come with the program.

#include <dragoman.h>

typedef struct {
  dgm_codebook *book;
  dgm_model *model;
} data;

// Opens both. `folder` is --codebook's, `model` --model's file, NULL for ours.
// Prints every error and returns false when one cannot be opened.
bool data_open(data *out, const char *folder, const char *model);
void data_close(data *d);

// Path of our codebook folder or model file: under $DRAGOMAN_HOME, beside the
// program, where it was installed, or where it was built. NUL-terminated.
void data_path(char *out, size_t room, const char *name);

int print_version(void);

#endif
