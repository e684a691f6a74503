/*
 * corpus.c: see corpus.h.
 */
#include "corpus.h"

#include "attribution/window.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_lines(const char *path)
{
    size_t length = strlen(path);
    char command[4096];
    FILE *file;

    if (length > 3 && strcmp(path + length - 3, ".xz") == 0) {
        snprintf(command, sizeof command, "xz -dc '%s'", path);
        file = popen(command, "r");
    } else
        file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

static void map_code_points(Example *example)
{
    size_t length = example->document.length;
    uint32_t n = 0;

    example->code_points = malloc(sizeof(uint32_t) * (length + 1));
    for (size_t i = 0; i <= length; i++) {
        example->code_points[i] = n;
        if (i < length && ((unsigned char) example->text[i + 1] & 0xC0) != 0x80)
            n++;
    }
}

/* The first token that ends behind code point `position`. */
static uint32_t token_ending_after(const Example *example, uint32_t position)
{
    uint32_t low = 0, high = example->document.token_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const OrToken *token = &example->document.tokens[middle];

        if (example->code_points[token->begin + token->length] > position)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void read_ranges(const json_t *ranges, OrRole *role)
{
    size_t i;
    json_t *range;

    role->count = 0;
    json_array_foreach(ranges, i, range)
    {
        uint32_t begin = (uint32_t) json_integer_value(json_array_get(range, 0));
        uint32_t end = (uint32_t) json_integer_value(json_array_get(range, 1));

        if (role->count < OR_MAX_ROLE_RANGES && begin < end)
            role->ranges[role->count++] = (OrRange){begin, end};
    }
}

/* The tokens that a role's code points touch. */
static void find_tokens(const Example *example, const OrRole *verbatim, OrRole *role)
{
    role->count = 0;
    for (uint32_t r = 0; r < verbatim->count; r++) {
        uint32_t first = token_ending_after(example, verbatim->ranges[r].begin);
        uint32_t last = token_ending_after(example, verbatim->ranges[r].end - 1);

        if (first < example->document.token_count && last >= first) {
            if (last >= example->document.token_count)
                last = example->document.token_count - 1;
            role->ranges[role->count++] = (OrRange){first, last + 1};
        }
    }
}

static void read_attributions(Example *example, const json_t *document)
{
    const json_t *layers = json_object_get(document, "layers");
    const json_t *list = json_object_get(layers ? json_array_get(layers, 0) : document, "attributions");
    size_t i;
    json_t *item;

    example->gold = calloc(json_array_size(list) + 1, sizeof *example->gold);
    example->verbatim = calloc(json_array_size(list) + 1, sizeof *example->verbatim);
    json_array_foreach(list, i, item)
    {
        OrAttribution *gold = &example->gold[example->gold_count];
        OrAttribution *verbatim = &example->verbatim[example->gold_count++];

        read_ranges(json_object_get(item, "source"), &verbatim->source);
        read_ranges(json_object_get(item, "cue"), &verbatim->cue);
        read_ranges(json_object_get(item, "content"), &verbatim->content);
        find_tokens(example, &verbatim->source, &gold->source);
        find_tokens(example, &verbatim->cue, &gold->cue);
        find_tokens(example, &verbatim->content, &gold->content);
    }
}

static void analyse(Example *example)
{
    OrHost *host = or_standard_host();
    OrDocument *document = &example->document;
    OrSpeakingNames *names;

    or_split_blocks(host, document, example->text, strlen(example->text));
    or_tokenize(host, document);
    or_find_quotations(host, document);
    map_code_points(example);
    names = or_count_speaking_names(host, document);
    example->features = calloc(document->token_count + 1, sizeof *example->features);
    for (uint32_t t = 0; t < document->token_count; t++)
        or_describe_form(or_token_string(document, t), &example->features[t]);
    for (OrRange chunk = or_next_chunk(document, 0); !or_range_is_empty(chunk);
         chunk = or_next_chunk(document, chunk.end))
        or_describe_context(document, names, chunk, example->features + chunk.begin);
    host->release(host, names);
    example->leading = or_find_leading_blocks(host, document);
}

/* Small integers for names, in order of appearance. */
typedef struct Names {
    char *items[256];
    int count;
} Names;

static int number_of(Names *names, const char *name)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    if (names->count == 255)
        return 254;
    names->items[names->count] = strdup(name);
    return names->count++;
}

static int head_bucket(int distance)
{
    int size = abs(distance);
    int step = size < 5 ? size : size < 7 ? 5 : size < 10 ? 6 : size < 15 ? 7 : size < 25 ? 8 : 9;

    return distance == 0 ? 0 : distance > 0 ? step : 10 + step;
}

static Example *find_example(Corpus *corpus, const char *id)
{
    for (int i = 0; i < corpus->count; i++)
        if (strcmp(corpus->examples[i].id, id) == 0)
            return &corpus->examples[i];
    return NULL;
}

static void read_parses(Corpus *corpus, const char *path)
{
    FILE *file = open_lines(path);
    Example *example = NULL;
    Names parts = {0}, relations = {0};
    char line[4096];

    while (fgets(line, sizeof line, file) != NULL) {
        int index, head, begin, end;
        char part[64], relation[64];

        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "#doc\t", 5) == 0)
            example = find_example(corpus, line + 5);
        else if (example != NULL &&
                 sscanf(line, "%d\t%*[^\t]\t%*[^\t]\t%63[^\t]\t%*[^\t]\t%d\t%63[^\t]\t%d\t%d", &index, part,
                        &head, relation, &begin, &end) == 6) {
            uint32_t t = token_ending_after(example, (uint32_t) begin);
            char *colon = strchr(relation, ':');

            if (colon != NULL && strncmp(relation, "nmod", 4) == 0)
                *colon = 0;
            if (t < example->document.token_count && example->part_of_speech[t] < 0) {
                example->part_of_speech[t] = number_of(&parts, part);
                example->relation[t] = number_of(&relations, relation);
                example->head[t] = head == 0 ? 21 : head_bucket(head - index);
            }
        }
    }
    fclose(file);
    corpus->parts_of_speech = parts.count;
    corpus->relations = relations.count;
}

static int *unknown_labels(uint32_t count)
{
    int *labels = malloc(sizeof(int) * (count + 1));

    for (uint32_t i = 0; i <= count; i++)
        labels[i] = -1;
    return labels;
}

static const char *date_of(const json_t *document)
{
    const char *date = json_string_value(json_object_get(document, "date"));

    return date == NULL ? "" : date;
}

Corpus read_corpus(const char *annotations, const char *parses)
{
    Corpus corpus = {0};
    FILE *file = open_lines(annotations);
    char *line = NULL;
    size_t room = 0;

    while (getline(&line, &room, file) > 0) {
        json_error_t error;
        json_t *document = json_loads(line, 0, &error);
        Example *example;

        if (document == NULL) {
            fprintf(stderr, "%s: document %d: %s\n", annotations, corpus.count + 1, error.text);
            exit(1);
        }
        corpus.examples = realloc(corpus.examples, sizeof(Example) * (corpus.count + 1));
        example = &corpus.examples[corpus.count++];
        memset(example, 0, sizeof *example);
        example->id = strdup(json_string_value(json_object_get(document, "id")));
        example->date = strdup(date_of(document));
        example->text = strdup(json_string_value(json_object_get(document, "text")));
        analyse(example);
        read_attributions(example, document);
        example->part_of_speech = unknown_labels(example->document.token_count);
        example->relation = unknown_labels(example->document.token_count);
        example->head = unknown_labels(example->document.token_count);
        json_decref(document);
    }
    free(line);
    fclose(file);
    if (parses != NULL)
        read_parses(&corpus, parses);
    return corpus;
}

OrRole role_in_code_points(const Example *example, const OrRole *role)
{
    OrRole result = {.count = role->count};

    for (uint32_t r = 0; r < role->count; r++) {
        const OrToken *last = &example->document.tokens[role->ranges[r].end - 1];

        result.ranges[r].begin = example->code_points[example->document.tokens[role->ranges[r].begin].begin];
        result.ranges[r].end = example->code_points[last->begin + last->length];
    }
    return result;
}
