/*
 * roles.c: see roles.h.
 */
#include "roles.h"

#include "attribution/decode.h"
#include "crf.h"

#include <stdlib.h>
#include <string.h>

static void reserve_roles(RoleTrace *trace, const Settings *s, int length)
{
    if (length <= trace->room)
        return;
    trace->room = length + length / 2;
    trace->places = realloc(trace->places, sizeof *trace->places * trace->room);
    trace->scores = realloc(trace->scores, sizeof(float) * OR_ROLE_LABEL_COUNT * trace->room);
    trace->labels = realloc(trace->labels, sizeof(int) * trace->room);
    for (int i = 0; i <= 2; i++) {
        trace->states[i] = realloc(trace->states[i], sizeof(float) * s->role_width * trace->room);
        trace->gradients[i] = realloc(trace->gradients[i], sizeof(float) * s->role_width * trace->room);
    }
}

void score_roles(Network *network, const Chunk *chunk, const Cue *cue, RoleTrace *trace, bool training)
{
    const Settings *s = &network->settings;
    const float *states = chunk->states;
    int width = s->role_width;
    float first[WIDEST], last[WIDEST];

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
    }
    for (int i = 0; i <= 2; i++) {
        if (i > 0) {
            sru_multiply(&network->role[i - 1], trace->length, trace->states[i - 1], &trace->traces[i - 1]);
            sru_scan(&network->role[i - 1], trace->states[i - 1], &trace->traces[i - 1], trace->states[i]);
        }
        if (training) {
            make_mask(&network->random, width, s->drop, trace->masks[i]);
            apply_mask(trace->length, width, trace->masks[i], trace->states[i]);
            memset(trace->gradients[i], 0, sizeof(float) * width * trace->length);
        }
    }
    linear_forward(&network->role_output, trace->length, trace->states[2], trace->scores);
}

static void roles_backward(Network *network, Chunk *chunk, const Cue *cue, RoleTrace *trace)
{
    const Settings *s = &network->settings;
    int width = s->role_width;
    float sum[WIDEST] = {0};
    const float *states = chunk->states;
    float *gradients = chunk->gradients;
    size_t first = (size_t) (cue->begin - chunk->begin) * s->width;
    size_t last = (size_t) (cue->end - 1 - chunk->begin) * s->width;
    size_t start = (size_t) (trace->window.begin - chunk->begin) * s->width;

    linear_backward(&network->role_output, trace->length, trace->states[2], trace->scores,
                    trace->gradients[2]);
    for (int i = 2; i > 0; i--) {
        apply_mask(trace->length, width, trace->masks[i], trace->gradients[i]);
        sru_scan_backward(&network->role[i - 1], trace->states[i - 1], &trace->traces[i - 1],
                          trace->gradients[i], trace->gradients[i - 1]);
        sru_multiply_backward(&network->role[i - 1], trace->states[i - 1], &trace->traces[i - 1],
                              trace->gradients[i - 1]);
    }
    apply_mask(trace->length, width, trace->masks[0], trace->gradients[0]);
    for (int t = 0; t < trace->length; t++) {
        float *dx = trace->gradients[0] + (size_t) t * width;

        for (int i = 0; i < width; i++) {
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

float train_roles(Network *network, Chunk *chunk, const Cue *cue, RoleTrace *trace)
{
    float loss;

    score_roles(network, chunk, cue, trace, true);
    gold_labels(cue, trace);
    loss = crf_loss(trace->length, trace->scores, trace->labels, network->transitions->value,
                    network->transitions->gradient);
    roles_backward(network, chunk, cue, trace);
    return loss;
}
