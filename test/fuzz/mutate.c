/*
 * mutate.c: runs a fuzzer's function over files and over mutations of them,
 * where no libFuzzer is: mutate RUNS FILE... The same runs always do the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 4000
#define LONGEST_HEAD 200

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static uint64_t state = 88172645463325252u;

static uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t) (state >> 32) % below;
}

static size_t read_file(const char *name, uint8_t *bytes, size_t room)
{
    FILE *file = fopen(name, "rb");
    size_t length;

    if (file == NULL) {
        fprintf(stderr, "cannot read %s\n", name);
        exit(2);
    }
    length = fread(bytes, 1, room, file);
    fclose(file);
    return length;
}

/* Some bytes before the text, and a few changes in it: a byte, a piece taken out, moved or repeated. */
static size_t mutate(const uint8_t *text, size_t length, uint8_t *result)
{
    size_t head = any(LONGEST_HEAD);
    size_t begin = any((uint32_t) length);
    size_t size = length - begin < LONGEST ? length - begin : LONGEST;

    for (size_t i = 0; i < head; i++)
        result[i] = (uint8_t) any(256);
    memcpy(result + head, text + begin, size);
    for (uint32_t changes = any(24); changes > 0; changes--) {
        size_t from = head + any((uint32_t) size);
        size_t to = head + any((uint32_t) size);
        size_t piece = any(40);

        if (from + piece > head + size || to + piece > head + size)
            result[from] = (uint8_t) any(256);
        else
            memmove(result + to, result + from, piece);
    }
    return head + size;
}

int main(int count, char **arguments)
{
    uint8_t *text = malloc(1 << 20);
    uint32_t runs = count > 2 ? (uint32_t) atoi(arguments[1]) : 0;

    for (uint32_t run = 0; run < runs; run++) {
        size_t length = read_file(arguments[2 + any((uint32_t) count - 2)], text, 1 << 20);
        uint8_t *mutated = malloc(LONGEST + LONGEST_HEAD);
        size_t size = length > 0 ? mutate(text, length, mutated) : 0;
        uint8_t *exact = malloc(size > 0 ? size : 1); /* whose end the sanitizer guards */

        memcpy(exact, mutated, size);
        LLVMFuzzerTestOneInput(exact, size);
        free(exact);
        free(mutated);
    }
    free(text);
    printf("ok 1 - %u mutated documents\n1..1\n", runs);
    return 0;
}
