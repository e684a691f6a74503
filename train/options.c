/*
 * options.c: see options.h.
 */
#include "options.h"

#include <stdlib.h>
#include <string.h>

const char *text_option(const Options *options, const char *name, const char *otherwise)
{
    size_t length = strlen(name);

    for (int i = 0; i < options->count; i++)
        if (strncmp(options->arguments[i], name, length) == 0 && options->arguments[i][length] == '=')
            return options->arguments[i] + length + 1;
    return otherwise;
}

double number_option(const Options *options, const char *name, double otherwise)
{
    const char *value = text_option(options, name, NULL);

    return value == NULL ? otherwise : atof(value);
}
