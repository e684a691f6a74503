/*
 * model.c: see model.h.
 */
#include "model.h"

#include "word_forms.h"
#include "network.h"

#include <string.h>

_Static_assert(offsetof(OrModelHeader, format) == 8, "model header");
_Static_assert(offsetof(OrModelHeader, size) == 12, "model header");
_Static_assert(offsetof(OrModelHeader, checksum) == 16, "model header");
_Static_assert(offsetof(OrModelHeader, form_width) == 20, "model header");
_Static_assert(offsetof(OrModelHeader, width) == 24, "model header");
_Static_assert(offsetof(OrModelHeader, role_width) == 28, "model header");
_Static_assert(offsetof(OrModelHeader, word_rows) == 32, "model header");
_Static_assert(offsetof(OrModelHeader, word_slots) == 36, "model header");
_Static_assert(offsetof(OrModelHeader, least_speech) == 40, "model header");
_Static_assert(offsetof(OrModelHeader, least_other) == 44, "model header");
_Static_assert(offsetof(OrModelHeader, unit) == 48, "model header");
_Static_assert(offsetof(OrModelHeader, reserved) == 52, "model header");
_Static_assert(sizeof(OrModelHeader) == 64, "model header");
_Static_assert(sizeof(OrWordSlot) == 8, "word slot");

/* Hands out the sections one behind the other. */
typedef struct Layout {
    char *bytes;
    size_t size;
} Layout;

static void *section(Layout *layout, size_t size)
{
    void *start = layout->bytes == NULL ? NULL : layout->bytes + layout->size;

    layout->size += (size + OR_MODEL_ALIGNMENT - 1) / OR_MODEL_ALIGNMENT * OR_MODEL_ALIGNMENT;
    return start;
}

static float *floats(Layout *layout, size_t count)
{
    return section(layout, sizeof(float) * count);
}

static OrMatrix matrix(Layout *layout, uint32_t inputs, uint32_t outputs)
{
    OrMatrix result = {.inputs = inputs, .outputs = outputs};

    result.weights = section(layout, sizeof(int16_t) * inputs * outputs);
    result.scales = floats(layout, outputs);
    return result;
}

static OrRecurrence recurrence(Layout *layout, uint32_t width)
{
    OrRecurrence result;

    result.memory = floats(layout, 2 * width);
    result.bias = floats(layout, 2 * width);
    return result;
}

static void lay_out_encoder(Layout *layout, OrModel *model)
{
    const OrModelHeader *header = &model->header;
    uint32_t width = header->width;

    model->slots = section(layout, sizeof(OrWordSlot) * header->word_slots);
    model->words = section(layout, sizeof(int16_t) * header->form_width * header->word_rows);
    for (int f = 0; f < OR_FORM_FEATURE_COUNT; f++)
        model->features[f] = section(layout, sizeof(int16_t) * header->form_width * or_feature_sizes[f]);
    model->form = matrix(layout, header->form_width, 10 * width);
    model->units = floats(layout, 4 * width);
    for (int f = 0; f < OR_FEATURE_COUNT; f++)
        model->contexts[f] = f < OR_FORM_FEATURE_COUNT
                                 ? NULL
                                 : section(layout, sizeof(int16_t) * 4 * width * or_feature_sizes[f]);
    model->encoder = recurrence(layout, width);
    model->cue = matrix(layout, width, OR_LABEL_COLUMNS);
    model->cue_bias = floats(layout, OR_LABEL_COLUMNS);
}

static void lay_out_roles(Layout *layout, OrModel *model)
{
    uint32_t width = model->header.width, role = model->header.role_width;

    model->role_input = matrix(layout, width, role);
    model->role_first = matrix(layout, width, role);
    model->role_last = matrix(layout, width, role);
    model->role_gates = matrix(layout, role, 3 * role);
    for (int p = 0; p < OR_PLACE_COUNT; p++)
        model->places[p] = floats(layout, (size_t) 4 * role * or_place_sizes[p]);
    model->role_below = recurrence(layout, role);
    model->role_between = matrix(layout, role, 3 * role);
    model->role_above = recurrence(layout, role);
    model->role_output = matrix(layout, role, OR_LABEL_COLUMNS);
    model->role_output_bias = floats(layout, OR_LABEL_COLUMNS);
    model->transitions = floats(layout, OR_ROLE_LABEL_COUNT * OR_ROLE_LABEL_COUNT);
}

size_t or_lay_out_model(const OrModelHeader *header, char *bytes, OrModel *model)
{
    Layout layout = {bytes, sizeof(OrModelHeader)};

    model->header = *header;
    model->forms = NULL;
    model->network = NULL;
    lay_out_encoder(&layout, model);
    lay_out_roles(&layout, model);
    return layout.size;
}

uint32_t or_model_checksum(const void *bytes, size_t length)
{
    const uint32_t *words = bytes;
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < length / sizeof *words; i++)
        hash = (hash ^ words[i]) * 16777619u;
    return hash;
}

static bool is_sane_width(uint32_t width)
{
    return width > 0 && width <= OR_WIDEST && width % 16 == 0;
}

static bool is_sane(const OrModelHeader *header)
{
    return is_sane_width(header->form_width) && is_sane_width(header->width) &&
           is_sane_width(header->role_width) && header->word_rows > 0 && header->word_rows < 1u << 20 &&
           header->word_slots > header->word_rows && header->word_slots < 1u << 21 &&
           (header->word_slots & (header->word_slots - 1)) == 0 && header->reserved[0] == 0 &&
           header->reserved[1] == 0 && header->reserved[2] == 0;
}

static bool rows_are_known(const OrModel *model)
{
    for (uint32_t i = 0; i < model->header.word_slots; i++) {
        if (model->slots[i].row >= model->header.word_rows)
            return false;
    }
    return true;
}

const char *or_open_model(OrHost *host, const void *bytes, size_t length, OrModel *model)
{
    OrModelHeader header;

    if (length < sizeof header)
        return "it is shorter than its header";
    memcpy(&header, bytes, sizeof header);
    if (memcmp(header.magic, OR_MODEL_MAGIC, sizeof header.magic) != 0)
        return "it is not an onrecord model";
    if (header.format != OR_MODEL_FORMAT)
        return "it has a format that this version does not read";
    if (header.size != length || length > OR_MODEL_LARGEST)
        return "its size is not what its header says";
    if (!is_sane(&header))
        return "its header holds impossible values";
    /* The pointers are only read through: the bytes are const again in OrModel. */
    if (or_lay_out_model(&header, (char *) bytes, model) != length)
        return "its sections do not fill it";
    if (or_model_checksum((const char *) bytes + sizeof header, length - sizeof header) != header.checksum)
        return "its checksum is wrong";
    if (!rows_are_known(model))
        return "its word index points outside its words";
    model->forms = or_make_word_forms(host, model);
    model->network = or_make_network(host, model);
    return NULL;
}

uint32_t or_known_word(const OrModel *model, uint32_t hash)
{
    uint32_t mask = model->header.word_slots - 1;

    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        if (model->slots[i].row == 0 || model->slots[i].hash == hash)
            return model->slots[i].row;
    }
}
