#ifndef CLI_DATA_H
#define CLI_DATA_H

// The codebook and the model that come with the program.

#include <dragoman.h>

typedef struct {
  dgm_codebook *book;
  dgm_model *model;
} data;

// Folders given with --codebook, NULL-terminated. One loads in a few
// milliseconds at best, and nobody stacks more by hand.
enum { MAX_CODEBOOKS = 16 };
typedef const char *codebook_folders[MAX_CODEBOOKS + 1];

// Puts a folder behind those given before; false after printing that there are
// too many.
bool data_add_codebook(const char **folders, const char *folder);

// Opens both: our codebook with the `folders` over it (NULL: ours alone),
// `model` --model's file (NULL: ours). Prints every error and returns false
// when one cannot be opened.
bool data_open(data *out, const char *const *folders, const char *model);

// Opens what cleaning asks for alone: a part of the codebook, no model.
bool data_open_page(data *out, const char *const *folders);
void data_close(data *d);

// Our codebook's folder, then the given ones; `ours` has room for its path.
// Returns how many there are in `out`.
uint32_t data_codebooks(const char *out[MAX_CODEBOOKS + 1], char *ours,
                        size_t room, const char *const *folders);

// Path of our codebook folder or model file: under $DRAGOMAN_HOME, beside the
// program, where it was installed, or where it was built. NUL-terminated.
void data_path(char *out, size_t room, const char *name);

int print_version(void);

#endif
