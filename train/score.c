/*
 * score.c: see score.h.
 */
#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double f1(Tally tally)
{
    return tally.predicted + tally.gold > 0 ? 200 * tally.right / (tally.predicted + tally.gold) : 0;
}

static int compare_ranges(const void *a, const void *b)
{
    const OrRange *x = a, *y = b;

    return x->begin != y->begin ? (x->begin < y->begin ? -1 : 1) : x->end < y->end ? -1 : x->end > y->end;
}

static const OrRole *role_of(const OrAttribution *a, int role)
{
    return role == 0 ? &a->source : role == 1 ? &a->cue : &a->content;
}

/* The different ranges of one role, sorted. */
static int collect(const OrAttribution *list, int count, int role, float least, OrRange *ranges)
{
    int n = 0, unique = 0;

    for (int i = 0; i < count; i++) {
        const OrRole *r = role_of(&list[i], role);

        if (list[i].confidence < least)
            continue;
        for (uint32_t j = 0; j < r->count; j++)
            ranges[n++] = r->ranges[j];
    }
    qsort(ranges, (size_t) n, sizeof(OrRange), compare_ranges);
    for (int i = 0; i < n; i++)
        if (i == 0 || compare_ranges(&ranges[i], &ranges[unique - 1]) != 0)
            ranges[unique++] = ranges[i];
    return unique;
}

static void score_exact(const Example *example, const OrAttribution *found, int count, float least,
                        Scores *scores)
{
    OrRange *gold = malloc(sizeof(OrRange) * OR_MAX_ROLE_RANGES * ((size_t) example->gold_count + 1));
    OrRange *guess = malloc(sizeof(OrRange) * OR_MAX_ROLE_RANGES * ((size_t) count + 1));

    for (int role = 0; role < 3; role++) {
        int g = collect(example->verbatim, example->gold_count, role, -1, gold);
        int p = collect(found, count, role, least, guess);

        scores->exact[role].gold += g;
        scores->exact[role].predicted += p;
        for (int i = 0, j = 0; i < g && j < p;) {
            int order = compare_ranges(&gold[i], &guess[j]);

            scores->exact[role].right += order == 0;
            i += order <= 0;
            j += order >= 0;
        }
    }
    free(gold);
    free(guess);
}

static bool is_speech(const Example *example, int gold)
{
    return or_is_speech(&example->document, &example->gold[gold]);
}

typedef struct Pair {
    double overlap;
    int gold, guess;
} Pair;

static int compare_pairs(const void *a, const void *b)
{
    const Pair *x = a, *y = b;

    if (x->overlap != y->overlap)
        return x->overlap > y->overlap ? -1 : 1;
    return x->gold != y->gold ? y->gold - x->gold : y->guess - x->guess;
}

static int find_pairs(const Example *example, const OrAttribution *found, int count, float least, Pair *pairs)
{
    int n = 0;

    for (int g = 0; g < example->gold_count; g++)
        for (int p = 0; p < count; p++) {
            const OrRole *a = &example->verbatim[g].content, *b = &found[p].content;
            uint32_t shared = or_shared_length(a, b);
            double overlap =
                shared == 0 ? 0
                            : shared / (double) (or_shared_length(a, a) + or_shared_length(b, b) - shared);

            if (found[p].confidence >= least && overlap >= 0.5)
                pairs[n++] = (Pair){overlap, g, p};
        }
    qsort(pairs, (size_t) n, sizeof(Pair), compare_pairs);
    return n;
}

static void score_linked(const Example *example, const OrAttribution *found, int count, float least,
                         Scores *scores)
{
    Pair *pairs = malloc(sizeof(Pair) * ((size_t) example->gold_count * (size_t) count + 1));
    int *by_gold = calloc((size_t) example->gold_count + 1, sizeof(int));
    int *by_guess = calloc((size_t) count + 1, sizeof(int));
    int n = find_pairs(example, found, count, least, pairs);

    for (int i = 0; i < n; i++)
        if (by_gold[pairs[i].gold] == 0 && by_guess[pairs[i].guess] == 0) {
            by_gold[pairs[i].gold] = pairs[i].guess + 1;
            by_guess[pairs[i].guess] = pairs[i].gold + 1;
        }
    for (int g = 0; g < example->gold_count; g++) {
        const OrAttribution *gold = &example->verbatim[g];
        bool speech = is_speech(example, g);
        bool linked = by_gold[g] > 0 && (gold->source.count == 0 ||
                                         or_shared_length(&gold->source, &found[by_gold[g] - 1].source) > 0);

        if (gold->content.count == 0)
            continue;
        scores->content.gold++;
        scores->statement_content.gold += speech;
        scores->content.right += by_gold[g] > 0;
        scores->statement_content.right += speech && by_gold[g] > 0;
        scores->linked.right += linked;
        scores->statement_linked.right += speech && linked;
    }
    for (int p = 0; p < count; p++) {
        if (found[p].confidence < least)
            continue;
        scores->content.predicted++;
        scores->statement_content.predicted += by_guess[p] == 0 || is_speech(example, by_guess[p] - 1);
    }
    scores->linked.gold = scores->content.gold;
    scores->linked.predicted = scores->content.predicted;
    scores->statement_linked.gold = scores->statement_content.gold;
    scores->statement_linked.predicted = scores->statement_content.predicted;
    free(pairs);
    free(by_gold);
    free(by_guess);
}

void score_document(const Example *example, const OrAttribution *found, int count, float least,
                    Scores *scores)
{
    OrAttribution *verbatim = calloc((size_t) count + 1, sizeof *verbatim);

    for (int i = 0; i < count; i++) {
        verbatim[i].source = role_in_code_points(example, &found[i].source);
        verbatim[i].cue = role_in_code_points(example, &found[i].cue);
        verbatim[i].content = role_in_code_points(example, &found[i].content);
        verbatim[i].confidence = found[i].confidence;
    }
    score_exact(example, verbatim, count, least, scores);
    score_linked(example, verbatim, count, least, scores);
    free(verbatim);
}

static void print_row(const char *name, Tally t)
{
    printf("%-24s P %5.1f  R %5.1f  F1 %5.1f   (%.0f right, %.0f predicted, %.0f gold)\n", name,
           t.predicted > 0 ? 100 * t.right / t.predicted : 0, t.gold > 0 ? 100 * t.right / t.gold : 0, f1(t),
           t.right, t.predicted, t.gold);
}

void print_scores(const Scores *scores)
{
    print_row("exact source", scores->exact[0]);
    print_row("exact cue", scores->exact[1]);
    print_row("exact content", scores->exact[2]);
    print_row("content, IoU >= 0.5", scores->content);
    print_row("linked", scores->linked);
    print_row("statements, content", scores->statement_content);
    print_row("statements, linked", scores->statement_linked);
}
