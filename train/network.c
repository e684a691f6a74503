/*
 * network.c: see network.h.
 */
#include "network.h"

#include "attribution/decode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An untrained network finds cues everywhere: no more false ones than this are learned from in a chunk. */
#define MOST_FALSE_CUES 60

/* ---- vocabulary ---- */

static int compare_hashes(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;

    return x < y ? -1 : x > y;
}

void make_vocabulary(Vocabulary *vocabulary, const Corpus *corpus, const uint8_t *chosen, uint32_t least)
{
    uint32_t *all = NULL;
    size_t count = 0, room = 0;

    for (int e = 0; e < corpus->count; e++) {
        const Example *example = &corpus->examples[e];

        if (!chosen[e])
            continue;
        if (count + example->document.token_count > room) {
            room = (count + example->document.token_count) * 2;
            all = realloc(all, sizeof(uint32_t) * room);
        }
        for (uint32_t t = 0; t < example->document.token_count; t++)
            all[count++] = example->features[t].word;
    }
    qsort(all, count, sizeof(uint32_t), compare_hashes);
    vocabulary->hashes = malloc(sizeof(uint32_t) * (count + 1));
    vocabulary->frequencies = malloc(sizeof(uint32_t) * (count + 1));
    vocabulary->count = 0;
    for (size_t i = 0, j; i < count; i = j) {
        for (j = i; j < count && all[j] == all[i]; j++)
            ;
        if (j - i >= least) {
            vocabulary->hashes[vocabulary->count] = all[i];
            vocabulary->frequencies[vocabulary->count++] = (uint32_t) (j - i);
        }
    }
    free(all);
}

static int word_row(const Vocabulary *vocabulary, uint32_t hash)
{
    const uint32_t *found =
        bsearch(&hash, vocabulary->hashes, vocabulary->count, sizeof(uint32_t), compare_hashes);

    return found == NULL ? 0 : (int) (found - vocabulary->hashes) + 1;
}

/* ---- construction ---- */

void make_network(Network *network, const Settings *settings, const Corpus *corpus)
{
    Parameters *all = &network->all;
    Random *random = &network->random;
    int width = settings->width, role = settings->role_width;

    network->settings = *settings;
    random->state = settings->seed;
    network->words = add_parameter(all, "words", network->vocabulary.count + 1, width, 0.2f, true, random);
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        network->features[f] =
            add_parameter(all, "feature", (int) or_feature_sizes[f], width, 0.1f, true, random);
    for (int i = 0; i < settings->layers; i++)
        add_sru(all, &network->encoder[i], "encoder", width / 2, random);
    add_linear(all, &network->cue, "cue", width, OR_CUE_LABEL_COUNT, true, random);
    add_linear(all, &network->role_input, "role input", width, role, true, random);
    add_linear(all, &network->role_first, "role first", width, role, false, random);
    add_linear(all, &network->role_last, "role last", width, role, false, random);
    for (int i = 0; i < OR_PLACE_COUNT; i++)
        network->places[i] = add_parameter(all, "place", (int) or_place_sizes[i], role, 0.2f, true, random);
    for (int i = 0; i < settings->role_layers; i++)
        add_sru(all, &network->role[i], "role", role / 2, random);
    add_linear(all, &network->role_output, "role output", role, OR_ROLE_LABEL_COUNT, true, random);
    network->transitions =
        add_parameter(all, "transitions", OR_ROLE_LABEL_COUNT, OR_ROLE_LABEL_COUNT, 0.1f, false, random);
    if (corpus->parts_of_speech > 0) {
        add_linear(all, &network->part_of_speech, "part of speech", width, corpus->parts_of_speech, true,
                   random);
        add_linear(all, &network->relation, "relation", width, corpus->relations, true, random);
        add_linear(all, &network->head, "head", width, HEAD_BUCKETS, true, random);
    }
}

/* ---- the encoder over one chunk of a document ---- */

typedef struct Chunk {
    const Example *example;
    uint32_t begin, end; /* tokens */
    int length;
    int *rows;                     /* word rows after dropout */
    float *states[MAX_LAYERS + 1]; /* [0] the sum of vectors, then each layer's output */
    float *gradients[MAX_LAYERS + 1];
    float masks[MAX_LAYERS + 1][1024];
    SruTrace traces[MAX_LAYERS];
    float *cue; /* probabilities, then gradients */
    int rooms[2 * MAX_LAYERS + 4];
    int room;
} Chunk;

static void reserve(Chunk *chunk, const Settings *settings, int length)
{
    if (length <= chunk->room)
        return;
    chunk->room = length + length / 2;
    chunk->rows = realloc(chunk->rows, sizeof(int) * chunk->room);
    chunk->cue = realloc(chunk->cue, sizeof(float) * OR_CUE_LABEL_COUNT * chunk->room);
    for (int i = 0; i <= settings->layers; i++) {
        chunk->states[i] = realloc(chunk->states[i], sizeof(float) * settings->width * chunk->room);
        chunk->gradients[i] = realloc(chunk->gradients[i], sizeof(float) * settings->width * chunk->room);
    }
}

static int choose_row(Network *network, const Example *example, uint32_t token, bool training)
{
    int row = word_row(&network->vocabulary, example->features[token].word);
    float alpha = network->settings.word_drop;

    if (!training || row == 0)
        return row;
    if (random_unit(&network->random) < alpha / (alpha + network->vocabulary.frequencies[row - 1]))
        return 0;
    if ((example->document.tokens[token].flags & OR_TOKEN_CAPITAL) &&
        random_unit(&network->random) < network->settings.name_drop)
        return 0;
    return row;
}

static void embed(Network *network, Chunk *chunk, bool training)
{
    int width = network->settings.width;

    for (int t = 0; t < chunk->length; t++) {
        const OrTokenFeatures *features = &chunk->example->features[chunk->begin + t];
        float *x = chunk->states[0] + (size_t) t * width;
        const float *word;

        chunk->rows[t] = choose_row(network, chunk->example, chunk->begin + t, training);
        word = network->words->value + (size_t) chunk->rows[t] * width;
        memcpy(x, word, sizeof(float) * width);
        for (int f = 0; f < OR_FEATURE_COUNT; f++) {
            const float *row = network->features[f]->value + (size_t) features->values[f] * width;

            for (int i = 0; i < width; i++)
                x[i] += row[i];
        }
    }
}

static void embed_backward(Network *network, Chunk *chunk)
{
    int width = network->settings.width;

    for (int t = 0; t < chunk->length; t++) {
        const OrTokenFeatures *features = &chunk->example->features[chunk->begin + t];
        const float *dx = chunk->gradients[0] + (size_t) t * width;
        float *row = gradient_row(network->words, chunk->rows[t]);

        for (int i = 0; i < width; i++)
            row[i] += dx[i];
        for (int f = 0; f < OR_FEATURE_COUNT; f++) {
            row = gradient_row(network->features[f], features->values[f]);
            for (int i = 0; i < width; i++)
                row[i] += dx[i];
        }
    }
}

static void encode(Network *network, Chunk *chunk, bool training)
{
    const Settings *s = &network->settings;

    reserve(chunk, s, chunk->length);
    embed(network, chunk, training);
    for (int i = 0; i <= s->layers; i++) {
        if (i > 0)
            sru_forward(&network->encoder[i - 1], chunk->length, chunk->states[i - 1], &chunk->traces[i - 1],
                        chunk->states[i]);
        if (training) {
            make_mask(&network->random, s->width, s->drop, chunk->masks[i]);
            apply_mask(chunk->length, s->width, chunk->masks[i], chunk->states[i]);
            memset(chunk->gradients[i], 0, sizeof(float) * s->width * chunk->length);
        }
    }
    linear_forward(&network->cue, chunk->length, chunk->states[s->layers], chunk->cue);
    for (int t = 0; t < chunk->length; t++)
        softmax(OR_CUE_LABEL_COUNT, chunk->cue + (size_t) t * OR_CUE_LABEL_COUNT);
}

static void encode_backward(Network *network, Chunk *chunk)
{
    const Settings *s = &network->settings;

    for (int i = s->layers; i > 0; i--) {
        apply_mask(chunk->length, s->width, chunk->masks[i], chunk->gradients[i]);
        sru_backward(&network->encoder[i - 1], chunk->states[i - 1], &chunk->traces[i - 1],
                     chunk->gradients[i], chunk->gradients[i - 1]);
    }
    apply_mask(chunk->length, s->width, chunk->masks[0], chunk->gradients[0]);
    embed_backward(network, chunk);
}

/* ---- cues ---- */

typedef struct Cue {
    uint32_t begin, end; /* tokens of the document */
    float probability;
    const OrAttribution *gold; /* NULL: not an attribution */
} Cue;

static int find_cues(const Chunk *chunk, float least, Cue *cues)
{
    int count = 0;

    for (int t = 0; t < chunk->length; t++) {
        const float *p = chunk->cue + (size_t) t * OR_CUE_LABEL_COUNT;
        int end = t + 1;

        if (p[OR_CUE_BEGIN] < least)
            continue;
        while (end < chunk->length && end - t < OR_LONGEST_CUE &&
               chunk->cue[(size_t) end * OR_CUE_LABEL_COUNT + OR_CUE_INSIDE] > 0.5f)
            end++;
        cues[count++] = (Cue){chunk->begin + t, chunk->begin + end, p[OR_CUE_BEGIN], NULL};
        t = end - 1;
    }
    return count;
}

static int training_cues(Network *network, const Chunk *chunk, Cue *cues)
{
    const Example *example = chunk->example;
    int found = find_cues(chunk, network->settings.candidate, cues);
    int count = 0;

    for (int i = 0; i < found; i++) {
        bool overlaps = false;

        for (int g = 0; g < example->gold_count; g++) {
            const OrRole *cue = &example->gold[g].cue;

            overlaps |=
                cue->count > 0 && cue->ranges[0].begin < cues[i].end && cue->ranges[0].end > cues[i].begin;
        }
        if (!overlaps && count < MOST_FALSE_CUES)
            cues[count++] = cues[i];
    }
    for (int g = 0; g < example->gold_count; g++) {
        const OrAttribution *gold = &example->gold[g];

        if (gold->cue.count > 0 && gold->cue.ranges[0].begin >= chunk->begin &&
            gold->cue.ranges[0].end <= chunk->end)
            cues[count++] = (Cue){gold->cue.ranges[0].begin, gold->cue.ranges[0].end, 1, gold};
    }
    return count;
}

/* ---- the roles of one cue ---- */

typedef struct RoleTrace {
    OrRange window;
    int length;
    OrPlaces *places;
    float *states[MAX_LAYERS + 1];
    float *gradients[MAX_LAYERS + 1];
    float masks[MAX_LAYERS + 1][1024];
    SruTrace traces[MAX_LAYERS];
    float *scores;
    int *labels;
    int room;
} RoleTrace;

static void reserve_roles(RoleTrace *trace, const Settings *s, int length)
{
    if (length <= trace->room)
        return;
    trace->room = length + length / 2;
    trace->places = realloc(trace->places, sizeof *trace->places * trace->room);
    trace->scores = realloc(trace->scores, sizeof(float) * OR_ROLE_LABEL_COUNT * trace->room);
    trace->labels = realloc(trace->labels, sizeof(int) * trace->room);
    for (int i = 0; i <= s->role_layers; i++) {
        trace->states[i] = realloc(trace->states[i], sizeof(float) * s->role_width * trace->room);
        trace->gradients[i] = realloc(trace->gradients[i], sizeof(float) * s->role_width * trace->room);
    }
}

static void roles_forward(Network *network, const Chunk *chunk, const Cue *cue, RoleTrace *trace,
                          bool training)
{
    const Settings *s = &network->settings;
    const float *states = chunk->states[s->layers];
    int width = s->role_width;
    float first[1024], last[1024];

    OrRange cue_tokens = {cue->begin, cue->end};
    bool is_cue[OR_LONGEST_CHUNK];

    trace->window = or_window_of_cue(&chunk->example->document, chunk->example->leading,
                                     (OrRange){chunk->begin, chunk->end}, cue_tokens);
    trace->length = (int) (trace->window.end - trace->window.begin);
    reserve_roles(trace, s, trace->length);
    for (int t = 0; t < chunk->length; t++)
        is_cue[t] = chunk->cue[(size_t) t * OR_CUE_LABEL_COUNT + OR_CUE_BEGIN] > 0.4f;
    or_place_tokens(&chunk->example->document, chunk->begin, is_cue, cue_tokens, trace->window,
                    trace->places);
    linear_forward(&network->role_input, trace->length,
                   states + (size_t) (trace->window.begin - chunk->begin) * s->width, trace->states[0]);
    linear_forward(&network->role_first, 1, states + (size_t) (cue->begin - chunk->begin) * s->width, first);
    linear_forward(&network->role_last, 1, states + (size_t) (cue->end - 1 - chunk->begin) * s->width, last);
    for (int t = 0; t < trace->length; t++) {
        float *x = trace->states[0] + (size_t) t * width;

        for (int i = 0; i < width; i++)
            x[i] += first[i] + last[i];
        for (int p = 0; p < OR_PLACE_COUNT; p++) {
            const float *row = network->places[p]->value + (size_t) trace->places[t].values[p] * width;

            for (int i = 0; i < width; i++)
                x[i] += row[i];
        }
        for (int i = 0; i < width; i++)
            x[i] = x[i] > 0 ? x[i] : 0;
    }
    for (int i = 0; i <= s->role_layers; i++) {
        if (i > 0)
            sru_forward(&network->role[i - 1], trace->length, trace->states[i - 1], &trace->traces[i - 1],
                        trace->states[i]);
        if (training) {
            make_mask(&network->random, width, s->drop, trace->masks[i]);
            apply_mask(trace->length, width, trace->masks[i], trace->states[i]);
            memset(trace->gradients[i], 0, sizeof(float) * width * trace->length);
        }
    }
    linear_forward(&network->role_output, trace->length, trace->states[s->role_layers], trace->scores);
}

static void roles_backward(Network *network, Chunk *chunk, const Cue *cue, RoleTrace *trace)
{
    const Settings *s = &network->settings;
    int width = s->role_width;
    float sum[1024] = {0};
    const float *states = chunk->states[s->layers];
    float *gradients = chunk->gradients[s->layers];
    size_t first = (size_t) (cue->begin - chunk->begin) * s->width;
    size_t last = (size_t) (cue->end - 1 - chunk->begin) * s->width;
    size_t start = (size_t) (trace->window.begin - chunk->begin) * s->width;

    linear_backward(&network->role_output, trace->length, trace->states[s->role_layers], trace->scores,
                    trace->gradients[s->role_layers]);
    for (int i = s->role_layers; i > 0; i--) {
        apply_mask(trace->length, width, trace->masks[i], trace->gradients[i]);
        sru_backward(&network->role[i - 1], trace->states[i - 1], &trace->traces[i - 1], trace->gradients[i],
                     trace->gradients[i - 1]);
    }
    apply_mask(trace->length, width, trace->masks[0], trace->gradients[0]);
    for (int t = 0; t < trace->length; t++) {
        float *dx = trace->gradients[0] + (size_t) t * width;
        const float *x = trace->states[0] + (size_t) t * width;

        for (int i = 0; i < width; i++) {
            dx[i] = x[i] != 0 ? dx[i] : 0;
            sum[i] += dx[i];
        }
        for (int p = 0; p < OR_PLACE_COUNT; p++) {
            float *row = gradient_row(network->places[p], trace->places[t].values[p]);

            for (int i = 0; i < width; i++)
                row[i] += dx[i];
        }
    }
    linear_backward(&network->role_input, trace->length, states + start, trace->gradients[0],
                    gradients + start);
    linear_backward(&network->role_first, 1, states + first, sum, gradients + first);
    linear_backward(&network->role_last, 1, states + last, sum, gradients + last);
}

static void label_role(const OrRole *role, OrRange window, int begin_label, int *labels)
{
    for (uint32_t r = 0; r < role->count; r++)
        for (uint32_t t = role->ranges[r].begin; t < role->ranges[r].end; t++)
            if (t >= window.begin && t < window.end)
                labels[t - window.begin] =
                    t == role->ranges[r].begin || t == window.begin ? begin_label : begin_label + 1;
}

/* Overlaps of roles could leave an inside label without its begin; mend it. */
static void mend_labels(int length, int *labels)
{
    for (int t = 0; t < length; t++)
        if (!or_role_may_follow(t == 0 ? -1 : labels[t - 1], labels[t]))
            labels[t]--;
}

static void gold_labels(const Cue *cue, RoleTrace *trace)
{
    memset(trace->labels, 0, sizeof(int) * trace->length);
    if (cue->gold == NULL)
        return;
    label_role(&cue->gold->content, trace->window, OR_ROLE_CONTENT_BEGIN, trace->labels);
    label_role(&cue->gold->source, trace->window, OR_ROLE_SOURCE_BEGIN, trace->labels);
    mend_labels(trace->length, trace->labels);
}

/* ---- a document ---- */

static void cue_labels(const Chunk *chunk, int *labels)
{
    memset(labels, 0, sizeof(int) * chunk->length);
    for (int g = 0; g < chunk->example->gold_count; g++) {
        const OrRole *cue = &chunk->example->gold[g].cue;

        if (cue->count == 0)
            continue;
        for (uint32_t t = cue->ranges[0].begin; t < cue->ranges[0].end; t++)
            if (t >= chunk->begin && t < chunk->end)
                labels[t - chunk->begin] = t == cue->ranges[0].begin ? OR_CUE_BEGIN : OR_CUE_INSIDE;
    }
}

static void auxiliary_loss(Network *network, Chunk *chunk, const Linear *linear, const int *gold)
{
    int top = network->settings.layers;
    /* syntax is taught to the layer below the top one, which is left to the task */
    int layer = top > 1 ? top - 1 : top;
    float *scores = malloc(sizeof(float) * chunk->length * linear->weights->columns);

    linear_forward(linear, chunk->length, chunk->states[layer], scores);
    softmax_loss(chunk->length, linear->weights->columns, scores, gold + chunk->begin,
                 network->settings.syntax);
    linear_backward(linear, chunk->length, chunk->states[layer], scores, chunk->gradients[layer]);
    free(scores);
}

static Chunk shared_chunk;
static RoleTrace shared_trace;

static void set_chunk(Chunk *chunk, const Example *example, OrRange range)
{
    chunk->example = example;
    chunk->begin = range.begin;
    chunk->end = range.end;
    chunk->length = (int) or_range_length(range);
}

static void train_roles(Network *network, Chunk *chunk, const Cue *cue, double *loss)
{
    RoleTrace *trace = &shared_trace;

    roles_forward(network, chunk, cue, trace, true);
    gold_labels(cue, trace);
    *loss += crf_loss(trace->length, trace->scores, trace->labels, network->transitions->value,
                      network->transitions->gradient);
    roles_backward(network, chunk, cue, trace);
}

static void train_cues(Network *network, Chunk *chunk, double *loss)
{
    const float *states = chunk->states[network->settings.layers];
    float *gradients = chunk->gradients[network->settings.layers];
    int *labels = malloc(sizeof(int) * (size_t) chunk->length);

    cue_labels(chunk, labels);
    linear_forward(&network->cue, chunk->length, states, chunk->cue);
    *loss += softmax_loss(chunk->length, OR_CUE_LABEL_COUNT, chunk->cue, labels, 1);
    linear_backward(&network->cue, chunk->length, states, chunk->cue, gradients);
    free(labels);
}

void train_on(Network *network, const Example *example, double *cue_loss, double *role_loss)
{
    Chunk *chunk = &shared_chunk;

    for (OrRange range = or_next_chunk(&example->document, 0); !or_range_is_empty(range);
         range = or_next_chunk(&example->document, range.end)) {
        Cue *cues = malloc(sizeof(Cue) * (or_range_length(range) + (size_t) example->gold_count + 1));
        int count;

        set_chunk(chunk, example, range);
        encode(network, chunk, true);
        count = training_cues(network, chunk, cues);
        for (int i = 0; i < count; i++)
            train_roles(network, chunk, &cues[i], role_loss);
        train_cues(network, chunk, cue_loss);
        if (network->part_of_speech.weights != NULL && network->settings.syntax > 0) {
            auxiliary_loss(network, chunk, &network->part_of_speech, example->part_of_speech);
            auxiliary_loss(network, chunk, &network->relation, example->relation);
            auxiliary_loss(network, chunk, &network->head, example->head);
        }
        encode_backward(network, chunk);
        free(cues);
    }
}

int predict(Network *network, const Example *example, OrAttribution **found)
{
    Chunk *chunk = &shared_chunk;
    RoleTrace *trace = &shared_trace;
    int total = 0;

    *found = malloc(sizeof(OrAttribution) * (example->document.token_count + 1));
    for (OrRange range = or_next_chunk(&example->document, 0); !or_range_is_empty(range);
         range = or_next_chunk(&example->document, range.end)) {
        Cue cues[OR_LONGEST_CHUNK];
        int count;

        set_chunk(chunk, example, range);
        encode(network, chunk, false);
        count = find_cues(chunk, network->settings.candidate, cues);
        for (int i = 0; i < count; i++) {
            OrAttribution *a = &(*found)[total];
            uint8_t labels[OR_LONGEST_WINDOW];
            float empty;

            roles_forward(network, chunk, &cues[i], trace, false);
            empty = or_decode_roles((uint32_t) trace->length, trace->scores, OR_ROLE_LABEL_COUNT,
                                    network->transitions->value, labels);
            *a = (OrAttribution){.cue = {.ranges = {{cues[i].begin, cues[i].end}}, .count = 1}};
            or_read_role((uint32_t) trace->length, labels, OR_ROLE_SOURCE_BEGIN, trace->window.begin,
                         &a->source);
            or_read_role((uint32_t) trace->length, labels, OR_ROLE_CONTENT_BEGIN, trace->window.begin,
                         &a->content);
            a->confidence = cues[i].probability * (1 - empty);
            if (a->content.count > 0)
                total++;
        }
    }
    return total;
}
