/*
 * train.c: the training loop.
 *
 * One document is one step of Adam. The rate rises over the first steps and
 * falls to nearly nothing; the weights of the last third of the steps are
 * averaged.
 */
#include "train.h"

#include "export.h"
#include "network.h"
#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WARM_UP 0.02f
#define LAST_RATE 0.05f
#define AVERAGED_FROM 0.7f
#define AVERAGED_EVERY 50
#define DECAY 1e-4f
#define CLIP 50

static Settings read_settings(const Options *o)
{
    return (Settings){
        .form_width = (int) number_option(o, "form_width", 64),
        .width = (int) number_option(o, "width", 128),
        .role_width = (int) number_option(o, "role_width", 32),
        .drop = (float) number_option(o, "drop", 0.15),
        .word_drop = (float) number_option(o, "word_drop", 1),
        .name_drop = (float) number_option(o, "name_drop", 0.1),
        .syntax = (float) number_option(o, "syntax", 0.5),
        .candidate = (float) number_option(o, "candidate", 0.15),
        .epochs = (int) number_option(o, "epochs", 12),
        .rate = (float) number_option(o, "rate", 0.002),
        .seed = (uint64_t) number_option(o, "seed", 20161108),
    };
}

/* Score the held-out documents with the network as it is, unrounded. */
static void validate(Network *network, const Corpus *corpus, const uint8_t *held_out, const char *title)
{
    static const float thresholds[] = {0.2f, 0.3f, 0.4f, 0.5f, 0.6f};

    for (size_t i = 0; i < sizeof thresholds / sizeof *thresholds; i++) {
        Scores scores = {0};

        for (int e = 0; e < corpus->count; e++) {
            OrAttribution *found;
            int count;

            if (!held_out[e])
                continue;
            count = predict(network, &corpus->examples[e], &found);
            score_document(&corpus->examples[e], found, count, thresholds[i], &scores);
            free(found);
        }
        printf("  %s, threshold %.2f: source %.1f cue %.1f content %.1f linked %.1f statements %.1f\n", title,
               thresholds[i], f1(scores.exact[0]), f1(scores.exact[1]), f1(scores.exact[2]),
               f1(scores.linked), f1(scores.statement_linked));
    }
    fflush(stdout);
}

static void shuffle(Random *random, int *order, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = (int) (random_bits(random) % (uint64_t) (i + 1)), swap = order[i];

        order[i] = order[j];
        order[j] = swap;
    }
}

static float rate_at(float progress, float rate)
{
    return rate * (progress < WARM_UP ? progress / WARM_UP : 1 - (1 - LAST_RATE) * progress);
}

/* Which documents are learned from. */
typedef struct Lessons {
    const Corpus *corpus;
    int *order;
    int count;
} Lessons;

static void run_epoch(Network *network, Lessons *lessons, long *step, long steps)
{
    double cue_loss = 0, role_loss = 0;

    shuffle(&network->random, lessons->order, lessons->count);
    for (int i = 0; i < lessons->count; i++) {
        float progress = (float) (*step)++ / (float) steps;

        train_on(network, &lessons->corpus->examples[lessons->order[i]], &cue_loss, &role_loss);
        adam_step(&network->all, rate_at(progress, network->settings.rate), DECAY, CLIP);
        if (progress > AVERAGED_FROM && *step % AVERAGED_EVERY == 0)
            add_to_average(&network->all);
    }
    printf("step %ld of %ld: loss of cues %.1f, of roles %.1f a document; %.0f s\n", *step, steps,
           cue_loss / lessons->count, role_loss / lessons->count, (double) clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

static void learn(Network *network, Lessons *lessons)
{
    long steps = (long) network->settings.epochs * lessons->count;
    long step = 0;

    for (int epoch = 0; epoch < network->settings.epochs; epoch++)
        run_epoch(network, lessons, &step, steps);
    if (network->all.averaged > 0)
        swap_with_average(&network->all);
}

/* The lessons of every document that is marked. */
static Lessons choose_lessons(const Corpus *corpus, const uint8_t *chosen)
{
    Lessons lessons = {.corpus = corpus, .order = calloc((size_t) corpus->count, sizeof(int))};

    for (int i = 0; i < corpus->count; i++)
        if (chosen[i])
            lessons.order[lessons.count++] = i;
    return lessons;
}

static Network *new_network(const Settings *settings, const Corpus *corpus, const uint8_t *chosen)
{
    Network *network = calloc(1, sizeof *network);

    make_vocabulary(&network->vocabulary, corpus, chosen, 2);
    make_network(network, settings, corpus);
    return network;
}

/* Every Nth document, or those from a day on, as a corpus is split that is judged on what came later. */
static bool is_held_out(const Corpus *corpus, int example, const Options *options)
{
    int every = (int) number_option(options, "hold_out", 0);
    const char *since = text_option(options, "hold_out_since", NULL);

    return (every > 0 && example % every == every - 1) ||
           (since != NULL && strcmp(corpus->examples[example].date, since) >= 0);
}

int train(const char *annotations, const Options *options)
{
    Settings settings = read_settings(options);
    Corpus corpus = read_corpus(annotations, text_option(options, "parses", NULL));
    const char *path = text_option(options, "model", NULL);
    uint8_t *training = calloc((size_t) corpus.count, 1), *held_out = calloc((size_t) corpus.count, 1);
    Lessons lessons;
    Network *network;

    for (int i = 0; i < corpus.count; i++) {
        held_out[i] = is_held_out(&corpus, i, options);
        training[i] = !held_out[i];
    }
    lessons = choose_lessons(&corpus, training);
    printf("%d documents, %d held out, %d parts of speech, %d relations\n", lessons.count,
           corpus.count - lessons.count, corpus.parts_of_speech, corpus.relations);
    network = new_network(&settings, &corpus, training);
    learn(network, &lessons);
    if (lessons.count < corpus.count)
        validate(network, &corpus, held_out, "held out");
    if (path != NULL)
        export_model(network, &corpus, (float) number_option(options, "least_speech", 0.45),
                     (float) number_option(options, "least_other", 0.7), path);
    return 0;
}
