/*
 * train.c: the training loop.
 *
 * One document is one step of Adam. The rate rises over the first steps and
 * falls to nearly nothing; the weights of the last third of the steps are
 * averaged.
 *
 * Annotators differ: two of them agree on seven attributions of ten. To learn
 * what they share rather than each one's whims, the shipped network is taught
 * by larger ones as well. The corpus is dealt into folds; a teacher for each is
 * trained on the others, so that what it says of a document is not what it has
 * learned by heart; and the small network is trained on a mixture of the
 * annotation and its teacher's probabilities. Teachers are trained in processes
 * of their own, two at a time; they share nothing, so the result stays the same.
 */
#include "train.h"

#include "export.h"
#include "network.h"
#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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
        .teacher_share = (float) number_option(o, "teacher_share", 0.5),
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

/* Which documents are learned from, and which teacher speaks of each. */
typedef struct Lessons {
    const Corpus *corpus;
    int *order;
    int count;
    Network **teachers; /* per document; NULL: none at all */
} Lessons;

static void run_epoch(Network *network, Lessons *lessons, const char *title, long *step, long steps)
{
    double cue_loss = 0, role_loss = 0;

    shuffle(&network->random, lessons->order, lessons->count);
    for (int i = 0; i < lessons->count; i++) {
        float progress = (float) (*step)++ / (float) steps;
        int e = lessons->order[i];

        train_on(network, lessons->teachers == NULL ? NULL : lessons->teachers[e],
                 &lessons->corpus->examples[e], &cue_loss, &role_loss);
        adam_step(&network->all, rate_at(progress, network->settings.rate), DECAY, CLIP);
        if (progress > AVERAGED_FROM && *step % AVERAGED_EVERY == 0)
            add_to_average(&network->all);
    }
    printf("%s, step %ld of %ld: loss of cues %.1f, of roles %.1f a document; %.0f s\n", title, *step, steps,
           cue_loss / lessons->count, role_loss / lessons->count, (double) clock() / CLOCKS_PER_SEC);
    fflush(stdout);
}

static void learn(Network *network, Lessons *lessons, const char *title)
{
    long steps = (long) network->settings.epochs * lessons->count;
    long step = 0;

    for (int epoch = 0; epoch < network->settings.epochs; epoch++)
        run_epoch(network, lessons, title, &step, steps);
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

/* Memory for a network's weights that a child process fills and its parent reads. */
static void share_weights(Network *network)
{
    for (int i = 0; i < network->all.count; i++) {
        Parameter *p = network->all.items[i];
        size_t size = sizeof(float) * (size_t) p->rows * (size_t) p->columns;

        p->shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (p->shared == MAP_FAILED) {
            perror("train");
            exit(1);
        }
    }
}

static void copy_weights(Network *network, bool to_shared)
{
    for (int i = 0; i < network->all.count; i++) {
        Parameter *p = network->all.items[i];
        size_t size = sizeof(float) * (size_t) p->rows * (size_t) p->columns;

        memcpy(to_shared ? p->shared : p->value, to_shared ? p->value : p->shared, size);
    }
}

static void wait_for_teacher(void)
{
    int status;

    if (wait(&status) < 0 || status != 0) {
        fputs("train: a teacher failed\n", stderr);
        exit(1);
    }
}

static Network *start_teacher(const Settings *settings, const Corpus *corpus, const uint8_t *training,
                              int fold, int folds)
{
    uint8_t *chosen = calloc((size_t) corpus->count, 1);
    Settings own = *settings;
    Network *teacher;
    char title[32];

    for (int i = 0; i < corpus->count; i++)
        chosen[i] = training[i] && i % folds != fold;
    own.seed += (uint64_t) fold + 1;
    teacher = new_network(&own, corpus, chosen);
    share_weights(teacher);
    snprintf(title, sizeof title, "teacher %d", fold + 1);
    fflush(stdout);
    if (fork() == 0) {
        Lessons lessons = choose_lessons(corpus, chosen);

        learn(teacher, &lessons, title);
        copy_weights(teacher, true);
        _exit(0);
    }
    free(chosen);
    return teacher;
}

#define TEACHERS_AT_ONCE 2

static Network **train_teachers(const Settings *settings, const Corpus *corpus, const uint8_t *training,
                                int folds)
{
    Network **teachers = calloc((size_t) folds, sizeof *teachers);
    Network **by_document = calloc((size_t) corpus->count, sizeof *by_document);

    for (int fold = 0; fold < folds; fold++) {
        if (fold >= TEACHERS_AT_ONCE)
            wait_for_teacher();
        teachers[fold] = start_teacher(settings, corpus, training, fold, folds);
    }
    for (int i = 0; i < folds && i < TEACHERS_AT_ONCE; i++)
        wait_for_teacher();
    for (int fold = 0; fold < folds; fold++)
        copy_weights(teachers[fold], false);
    for (int i = 0; i < corpus->count; i++)
        by_document[i] = teachers[i % folds];
    free(teachers);
    return by_document;
}

static Settings teacher_settings(const Settings *settings, const Options *o)
{
    Settings teacher = *settings;

    teacher.width = (int) number_option(o, "teacher_width", 128);
    teacher.role_width = (int) number_option(o, "teacher_role_width", 64);
    teacher.drop = (float) number_option(o, "teacher_drop", 0.33);
    teacher.epochs = (int) number_option(o, "teacher_epochs", 12);
    return teacher;
}

int train(const char *annotations, const Options *options)
{
    Settings settings = read_settings(options);
    Settings teacher = teacher_settings(&settings, options);
    Corpus corpus = read_corpus(annotations, text_option(options, "parses", NULL));
    const char *path = text_option(options, "model", NULL);
    int every = (int) number_option(options, "hold_out", 0);
    int folds = (int) number_option(options, "folds", 5);
    uint8_t *training = calloc((size_t) corpus.count, 1), *held_out = calloc((size_t) corpus.count, 1);
    Lessons lessons;
    Network *network;

    for (int i = 0; i < corpus.count; i++) {
        held_out[i] = every > 0 && i % every == every - 1;
        training[i] = !held_out[i];
    }
    lessons = choose_lessons(&corpus, training);
    printf("%d documents, %d held out, %d parts of speech, %d relations\n", lessons.count,
           corpus.count - lessons.count, corpus.parts_of_speech, corpus.relations);
    if (folds > 1)
        lessons.teachers = train_teachers(&teacher, &corpus, training, folds);
    network = new_network(&settings, &corpus, training);
    learn(network, &lessons, "model");
    if (every > 0)
        validate(network, &corpus, held_out, "held out");
    if (path != NULL)
        export_model(network, settings.candidate, (float) number_option(options, "threshold", 0.5), path);
    return 0;
}
