/*
 * evaluate.c: score a model file on annotated documents, through the same code
 * that the extension runs.
 */
#include "corpus.h"
#include "score.h"
#include "train.h"

#include "attribution/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole file in memory, aligned as models must be. */
static void *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    void *bytes = aligned_alloc(OR_MODEL_ALIGNMENT, OR_MODEL_LARGEST + OR_MODEL_ALIGNMENT);

    if (file == NULL || bytes == NULL) {
        perror(path);
        exit(1);
    }
    *length = fread(bytes, 1, OR_MODEL_LARGEST + OR_MODEL_ALIGNMENT, file);
    fclose(file);
    return bytes;
}

static void print_role(FILE *out, const Example *example, const char *name, const OrRole *tokens)
{
    OrRole role = role_in_code_points(example, tokens);

    fprintf(out, "\"%s\": [", name);
    for (uint32_t r = 0; r < role.count; r++)
        fprintf(out, "%s[%u, %u]", r > 0 ? ", " : "", role.ranges[r].begin, role.ranges[r].end);
    fputs("]", out);
}

static void print_attributions(FILE *out, const Example *example, const OrAttributions *found)
{
    fprintf(out, "{\"id\": \"%s\", \"attributions\": [", example->id);
    for (uint32_t i = 0; i < found->count; i++) {
        fputs(i > 0 ? ", {" : "{", out);
        print_role(out, example, "source", &found->items[i].source);
        fputs(", ", out);
        print_role(out, example, "cue", &found->items[i].cue);
        fputs(", ", out);
        print_role(out, example, "content", &found->items[i].content);
        fprintf(out, ", \"confidence\": %.4f}", found->items[i].confidence);
    }
    fputs("]}\n", out);
}

/* What the extension's attributions() reports. */
static void keep_probable(const OrModel *model, const OrDocument *document, OrAttributions *found)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < found->count; i++) {
        if (or_is_probable(model, document, &found->items[i]))
            found->items[kept++] = found->items[i];
    }
    found->count = kept;
}

int evaluate(const char *annotations, const Options *options)
{
    const char *path = text_option(options, "model", "extension/onrecord.model");
    const char *since = text_option(options, "since", "");
    const char *output = text_option(options, "output", NULL);
    FILE *out = output == NULL ? NULL : fopen(output, "w");
    Corpus corpus = read_corpus(annotations, NULL);
    Scores scores = {0};
    OrModel model;
    size_t length;
    void *bytes = read_file(path, &length);
    const char *error = or_open_model(or_standard_host(), bytes, length, &model);

    if (error != NULL) {
        fprintf(stderr, "%s: %s\n", path, error);
        return 1;
    }
    model.header.least_speech =
        (float) number_option(options, "least_speech", (double) model.header.least_speech);
    model.header.least_other =
        (float) number_option(options, "least_other", (double) model.header.least_other);
    for (int i = 0; i < corpus.count; i++) {
        OrAttributions found;

        if (strcmp(corpus.examples[i].date, since) < 0)
            continue;
        or_find_attributions(or_standard_host(), &model, &corpus.examples[i].document, &found);
        keep_probable(&model, &corpus.examples[i].document, &found);
        score_document(&corpus.examples[i], found.items, (int) found.count, 0, &scores);
        if (out != NULL)
            print_attributions(out, &corpus.examples[i], &found);
        free(found.items);
    }
    print_scores(&scores);
    if (out != NULL)
        fclose(out);
    free(bytes);
    return 0;
}
