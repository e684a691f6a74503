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
        .width = (int) number_option(o, "width", 64),
        .layers = (int) number_option(o, "layers", 2),
        .role_width = (int) number_option(o, "role_width", 48),
        .role_layers = (int) number_option(o, "role_layers", 2),
        .drop = (float) number_option(o, "drop", 0.15),
        .word_drop = (float) number_option(o, "word_drop", 0.5),
        .name_drop = (float) number_option(o, "name_drop", 0.2),
        .syntax = (float) number_option(o, "syntax", 0.2),
        .candidate = (float) number_option(o, "candidate", 0.15),
        .epochs = (int) number_option(o, "epochs", 10),
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
               thresholds[i], f1(scores.exact[0]), f1(scores.exact[1]), f1(scores.exact[2]), f1(scores.linked),
               f1(scores.statement_linked));
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

static void run_epoch(Network *network, const Corpus *corpus, int *order, int count, long *step, long steps)
{
    double cue_loss = 0, role_loss = 0;

    shuffle(&network->random, order, count);
    for (int i = 0; i < count; i++) {
        float progress = (float) (*step)++ / (float) steps;

        train_on(network, &corpus->examples[order[i]], &cue_loss, &role_loss);
        adam_step(&network->all, rate_at(progress, network->settings.rate), DECAY, CLIP);
        if (progress > AVERAGED_FROM && *step % AVERAGED_EVERY == 0)
            add_to_average(&network->all);
    }
    printf("step %ld of %ld: loss of cues %.1f, of roles %.1f a document; %.0f s\n", *step, steps, cue_loss / count,
           role_loss / count, (double) clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

int train(const char *annotations, const Options *options)
{
    static Network network;
    Settings settings = read_settings(options);
    Corpus corpus = read_corpus(annotations, text_option(options, "parses", NULL));
    const char *path = text_option(options, "model", NULL);
    int every = (int) number_option(options, "hold_out", 0);
    size_t size = (size_t) corpus.count;
    uint8_t *training = calloc(size, 1), *held_out = calloc(size, 1);
    int *order = calloc(size, sizeof(int));
    int count = 0;
    long step = 0;

    for (int i = 0; i < corpus.count; i++) {
        held_out[i] = every > 0 && i % every == every - 1;
        training[i] = !held_out[i];
        if (training[i])
            order[count++] = i;
    }
    make_vocabulary(&network.vocabulary, &corpus, training, 2);
    make_network(&network, &settings, &corpus);
    printf("%d documents, %d held out, %d words, %d parts of speech, %d relations\n", count, corpus.count - count,
           network.vocabulary.count, corpus.parts_of_speech, corpus.relations);
    for (int epoch = 0; epoch < settings.epochs; epoch++)
        run_epoch(&network, &corpus, order, count, &step, (long) settings.epochs * count);
    if (network.all.averaged > 0)
        swap_with_average(&network.all);
    if (every > 0)
        validate(&network, &corpus, held_out, "held out");
    if (path != NULL)
        export_model(&network, settings.candidate, (float) number_option(options, "threshold", 0.5), path);
    return 0;
}
