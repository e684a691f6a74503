/*
 * train.c: train the attribution model.
 *
 *   train ANNOTATIONS [option=value ...]
 *
 *   parses=FILE     parses of the same documents
 *   hold_out=N      keep every Nth document for validation (0: none)
 *   evaluate=FILE   predict these annotated documents at the end
 *   output=FILE     where to write the predictions (JSON lines)
 *   and any of the settings below by name
 */
#include "network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct Score {
    double right, predicted, gold;
} Score;

static double f1(Score s)
{
    return s.predicted + s.gold > 0 ? 200 * s.right / (s.predicted + s.gold) : 0;
}

/* Ranges of one role that stand in both lists, each counted once per list. */
static int compare_ranges(const void *a, const void *b)
{
    const OrRange *x = a, *y = b;

    return x->begin != y->begin ? (x->begin < y->begin ? -1 : 1) : x->end < y->end ? -1 : x->end > y->end;
}

static int collect(const OrAttribution *list, int count, int role, float least, OrRange *ranges)
{
    int n = 0, unique = 0;

    for (int i = 0; i < count; i++) {
        const OrRole *r = role == 0 ? &list[i].source : role == 1 ? &list[i].cue : &list[i].content;

        if (list[i].confidence < least)
            continue;
        for (uint32_t j = 0; j < r->count; j++)
            ranges[n++] = r->ranges[j];
    }
    qsort(ranges, n, sizeof(OrRange), compare_ranges);
    for (int i = 0; i < n; i++)
        if (i == 0 || compare_ranges(&ranges[i], &ranges[unique - 1]) != 0)
            ranges[unique++] = ranges[i];
    return unique;
}

static void score_exact(const Example *example, const OrAttribution *found, int count, float least,
                        Score *scores)
{
    OrRange *gold = malloc(sizeof(OrRange) * OR_MAX_ROLE_RANGES * (example->gold_count + 1));
    OrRange *guess = malloc(sizeof(OrRange) * OR_MAX_ROLE_RANGES * (count + 1));

    for (int role = 0; role < 3; role++) {
        int g = collect(example->gold, example->gold_count, role, -1, gold);
        int p = collect(found, count, role, least, guess);

        scores[role].gold += g;
        scores[role].predicted += p;
        for (int i = 0, j = 0; i < g && j < p;) {
            int order = compare_ranges(&gold[i], &guess[j]);

            scores[role].right += order == 0;
            i += order <= 0;
            j += order >= 0;
        }
    }
    free(gold);
    free(guess);
}

static void print_role(FILE *out, const Example *example, const char *name, const OrRole *role)
{
    fprintf(out, "\"%s\": [", name);
    for (uint32_t r = 0; r < role->count; r++) {
        const OrToken *last = &example->document.tokens[role->ranges[r].end - 1];

        fprintf(out, "%s[%u, %u]", r > 0 ? ", " : "",
                example->code_points[example->document.tokens[role->ranges[r].begin].begin],
                example->code_points[last->begin + last->length]);
    }
    fputs("]", out);
}

static void print_prediction(FILE *out, const Example *example, const OrAttribution *found, int count,
                             float least)
{
    bool first = true;

    fprintf(out, "{\"id\": \"%s\", \"attributions\": [", example->id);
    for (int i = 0; i < count; i++) {
        if (found[i].confidence < least)
            continue;
        fputs(first ? "{" : ", {", out);
        first = false;
        print_role(out, example, "source", &found[i].source);
        fputs(", ", out);
        print_role(out, example, "cue", &found[i].cue);
        fputs(", ", out);
        print_role(out, example, "content", &found[i].content);
        fprintf(out, ", \"confidence\": %.4f}", found[i].confidence);
    }
    fputs("]}\n", out);
}

static const float thresholds[] = {0.2f, 0.3f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f};
#define THRESHOLDS (int) (sizeof thresholds / sizeof *thresholds)

static void evaluate(Network *network, const Corpus *corpus, const uint8_t *chosen, int which,
                     const char *title, FILE *out, float least)
{
    Score scores[THRESHOLDS][3];

    memset(scores, 0, sizeof scores);
    for (int e = 0; e < corpus->count; e++) {
        OrAttribution *found;
        int count;

        if (chosen != NULL && chosen[e] != which)
            continue;
        count = predict(network, &corpus->examples[e], &found);
        for (int i = 0; i < THRESHOLDS; i++)
            score_exact(&corpus->examples[e], found, count, thresholds[i], scores[i]);
        if (out != NULL)
            print_prediction(out, &corpus->examples[e], found, count, least);
        free(found);
    }
    printf("  %s", title);
    for (int i = 0; i < THRESHOLDS; i++)
        printf("  %.2f: %.1f/%.1f/%.1f", thresholds[i], f1(scores[i][0]), f1(scores[i][1]), f1(scores[i][2]));
    printf("\n");
    fflush(stdout);
}

static const char *option(int count, char **arguments, const char *name, const char *otherwise)
{
    size_t length = strlen(name);

    for (int i = 2; i < count; i++)
        if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=')
            return arguments[i] + length + 1;
    return otherwise;
}

static double number(int count, char **arguments, const char *name, double otherwise)
{
    const char *value = option(count, arguments, name, NULL);

    return value == NULL ? otherwise : atof(value);
}

int main(int argc, char **argv)
{
    static Network network;
    Settings s = {
        .width = (int) number(argc, argv, "width", 128),
        .layers = (int) number(argc, argv, "layers", 2),
        .role_width = (int) number(argc, argv, "role_width", 64),
        .role_layers = (int) number(argc, argv, "role_layers", 2),
        .drop = (float) number(argc, argv, "drop", 0.25),
        .word_drop = (float) number(argc, argv, "word_drop", 0.5),
        .name_drop = (float) number(argc, argv, "name_drop", 0.2),
        .syntax = (float) number(argc, argv, "syntax", 0.2),
        .candidate = (float) number(argc, argv, "candidate", 0.15),
        .epochs = (int) number(argc, argv, "epochs", 12),
        .rate = (float) number(argc, argv, "rate", 0.002),
        .seed = (uint64_t) number(argc, argv, "seed", 20161108),
    };
    Corpus corpus = read_corpus(argv[1], option(argc, argv, "parses", NULL));
    const char *test = option(argc, argv, "evaluate", NULL);
    Corpus dev = test ? read_corpus(test, NULL) : (Corpus){0};
    int hold_out = (int) number(argc, argv, "hold_out", 10);
    int limit = (int) number(argc, argv, "limit", corpus.count);
    uint8_t *chosen = malloc((size_t) corpus.count);
    int *order = malloc(sizeof(int) * corpus.count);
    int count = 0;
    long step = 0, steps;
    clock_t start = clock();

    for (int i = 0; i < corpus.count; i++) {
        chosen[i] = hold_out > 0 && i % hold_out == hold_out - 1 ? 2 : i < limit;
        if (chosen[i] == 1)
            order[count++] = i;
    }
    {
        uint8_t *training = malloc((size_t) corpus.count);

        for (int i = 0; i < corpus.count; i++)
            training[i] = chosen[i] == 1;
        make_vocabulary(&network.vocabulary, &corpus, training, 2);
    }
    make_network(&network, &s, &corpus);
    printf("%d documents, %d held out, %d words, %d parts of speech, %d relations\n", count,
           corpus.count - count, network.vocabulary.count, corpus.parts_of_speech, corpus.relations);
    steps = (long) s.epochs * count;
    for (int epoch = 0; epoch < s.epochs; epoch++) {
        double cue_loss = 0, role_loss = 0;

        for (int i = count - 1; i > 0; i--) {
            int j = (int) (random_bits(&network.random) % (uint64_t) (i + 1)), swap = order[i];

            order[i] = order[j];
            order[j] = swap;
        }
        for (int i = 0; i < count; i++) {
            float progress = (float) step++ / (float) steps;
            float rate = s.rate * (progress < 0.02f ? progress / 0.02f : 1 - 0.95f * progress);

            train_on(&network, &corpus.examples[order[i]], &cue_loss, &role_loss);
            adam_step(&network.all, rate, 1e-4f, 50);
            if (progress > 0.7f && step % 50 == 0)
                add_to_average(&network.all);
        }
        printf("epoch %d: cue %.1f role %.1f, %.0f s\n", epoch + 1, cue_loss / count, role_loss / count,
               (double) (clock() - start) / CLOCKS_PER_SEC);
        if (hold_out > 0)
            evaluate(&network, &corpus, chosen, 2, "held out", NULL, 0);
    }
    if (network.all.averaged > 0)
        swap_with_average(&network.all);
    if (hold_out > 0)
        evaluate(&network, &corpus, chosen, 2, "held out, averaged", NULL, 0);
    if (test != NULL) {
        const char *path = option(argc, argv, "output", NULL);
        FILE *out = path ? fopen(path, "w") : NULL;

        evaluate(&network, &dev, NULL, 0, "evaluated", out, (float) number(argc, argv, "threshold", 0.4));
        if (out != NULL)
            fclose(out);
    }
    return 0;
}
