/*
 * network.c: see network.h.
 */
#include "network.h"

#include "attribution/decode.h"
#include "encoder.h"
#include "roles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An untrained network finds cues everywhere: no more false ones than this are learned from in a chunk. */
#define MOST_FALSE_CUES 60

static void add_encoder(Network *network, const Settings *s)
{
    Parameters *all = &network->all;
    Random *random = &network->random;
    float deviation = 0.5f / sqrtf((float) s->form_width);

    network->words =
        add_parameter(all, "words", network->vocabulary.count + 1, s->form_width, 0.2f, true, random);
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        network->features[f] =
            add_parameter(all, "feature", (int) or_feature_sizes[f], s->form_width, 0.1f, true, random);
    add_linear(all, &network->input, "input", s->form_width, s->width, false, random);
    add_sru(all, &network->encoder, "encoder", s->form_width, s->width / 2, random);
    network->before = add_parameter(all, "before", s->form_width, 3 * s->width, deviation, false, random);
    network->behind = add_parameter(all, "behind", s->form_width, 3 * s->width, deviation, false, random);
    add_linear(all, &network->cue, "cue", s->width, OR_CUE_LABEL_COUNT, true, random);
}

static void add_roles(Network *network, const Settings *s)
{
    Parameters *all = &network->all;
    Random *random = &network->random;
    int role = s->role_width;

    add_linear(all, &network->role_input, "role input", s->width, role, true, random);
    add_linear(all, &network->role_first, "role first", s->width, role, false, random);
    add_linear(all, &network->role_last, "role last", s->width, role, false, random);
    for (int i = 0; i < OR_PLACE_COUNT; i++)
        network->places[i] = add_parameter(all, "place", (int) or_place_sizes[i], role, 0.2f, true, random);
    for (int i = 0; i < 2; i++)
        add_sru(all, &network->role[i], "role", role, role / 2, random);
    add_linear(all, &network->role_output, "role output", role, OR_ROLE_LABEL_COUNT, true, random);
    network->transitions =
        add_parameter(all, "transitions", OR_ROLE_LABEL_COUNT, OR_ROLE_LABEL_COUNT, 0.1f, false, random);
}

void make_network(Network *network, const Settings *settings, const Corpus *corpus)
{
    Parameters *all = &network->all;
    Random *random = &network->random;

    network->settings = *settings;
    random->state = settings->seed;
    add_encoder(network, settings);
    add_roles(network, settings);
    if (corpus->parts_of_speech > 0) {
        add_linear(all, &network->part_of_speech, "part of speech", settings->width, corpus->parts_of_speech,
                   true, random);
        add_linear(all, &network->relation, "relation", settings->width, corpus->relations, true, random);
        add_linear(all, &network->head, "head", settings->width, HEAD_BUCKETS, true, random);
    }
}

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
    float *scores = malloc(sizeof(float) * chunk->length * linear->weights->columns);

    linear_forward(linear, chunk->length, chunk->states, scores);
    softmax_loss(chunk->length, linear->weights->columns, scores, gold + chunk->begin,
                 network->settings.syntax);
    linear_backward(linear, chunk->length, chunk->states, scores, chunk->gradients);
    free(scores);
}

static Chunk shared_chunk;
static RoleTrace shared_trace;

static void train_cues(Network *network, Chunk *chunk, double *loss)
{
    const float *states = chunk->states;
    float *gradients = chunk->gradients;
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

        set_chunk(chunk, network, example, range);
        encode(network, chunk, true);
        count = training_cues(network, chunk, cues);
        for (int i = 0; i < count; i++)
            *role_loss += train_roles(network, chunk, &cues[i], &shared_trace);
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

        set_chunk(chunk, network, example, range);
        encode(network, chunk, false);
        count = find_cues(chunk, network->settings.candidate, cues);
        for (int i = 0; i < count; i++) {
            OrAttribution *a = &(*found)[total];
            uint8_t labels[OR_LONGEST_WINDOW];
            float empty;

            score_roles(network, chunk, &cues[i], trace, false);
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
