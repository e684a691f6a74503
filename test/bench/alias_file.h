/*
 * alias_file.h: aliases from a file of lines "alias<TAB>name".
 */
#ifndef ONRECORD_BENCH_ALIAS_FILE_H
#define ONRECORD_BENCH_ALIAS_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/host.h"
#include "search/aliases.h"

#define MOST_ALIASES 10000

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes;
    size_t room = 1 << 20;

    if (file == NULL) {
        perror(path);
        exit(1);
    }
    bytes = malloc(room);
    *length = 0;
    for (size_t n; (n = fread(bytes + *length, 1, room - *length, file)) > 0;) {
        *length += n;
        if (*length == room)
            bytes = realloc(bytes, room *= 2);
    }
    fclose(file);
    return bytes;
}

/* The file's bytes stay where they are: the rows point into them. */
static OrAliases *read_alias_file(const char *path, OrSegmenter *segmenter)
{
    static OrAliasRow rows[MOST_ALIASES];
    uint32_t count = 0;
    size_t length;
    char *text = read_file(path, &length);

    for (char *line = text; line < text + length && count < MOST_ALIASES;) {
        char *end = memchr(line, '\n', text + length - line);
        char *tab;

        if (end == NULL)
            end = text + length;
        tab = memchr(line, '\t', end - line);
        if (tab != NULL)
            rows[count++] = (OrAliasRow){{line, tab - line}, {tab + 1, end - tab - 1}, false};
        line = end + 1;
    }
    return or_build_aliases(or_standard_host(), segmenter, rows, count);
}

#endif
