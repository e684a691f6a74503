/*
 * attributions.c: from a document to its attributions.
 *
 * The document is read chunk by chunk. In each, the network says of every token
 * whether it begins a cue; for each likely cue it labels the tokens of a window
 * around it as source or content. An attribution's confidence is the
 * probability of its cue times the probability that the cue has any role at
 * all. Those without content, those that repeat a surer one, and those that are
 * not probable enough even for a statement are left out.
 */
#include "attribution.h"

#include <math.h>
#include <string.h>

#include "decode.h"
#include "model.h"
#include "network.h"

#include "../text/words.h"

/* A token more probable than this counts as a cue of its own when others are placed. */
#define LIKELY_CUE 0.4f
#define LIKELY_REST 0.5f

/*
 * The windows of a chunk hold no more than this many times its tokens, about one
 * and a half in news: in a text of nothing but cues they are narrowed.
 */
#define MOST_READINGS 8

/* Words that may be a clause. */
#define SHORTEST_CLAUSE 3

typedef struct Search {
    OrHost *host;
    const OrModel *model;
    const OrDocument *document;
    const bool *leading;
    OrRange chunk;
    uint32_t reach; /* of a window, in tokens */
    float least;    /* probability of an attribution, and so of its cue, which is no less */
    bool is_cue[OR_LONGEST_CHUNK];
    OrAttributions *result;
    uint32_t capacity;
} Search;

static void append(Search *search, const OrAttribution *attribution)
{
    OrAttributions *result = search->result;

    if (result->count == search->capacity) {
        uint32_t larger = search->capacity < 32 ? 32 : search->capacity + search->capacity / 2;

        result->items =
            search->host->reallocate(search->host, result->items, sizeof(OrAttribution) * search->capacity,
                                     sizeof(OrAttribution) * larger);
        search->capacity = larger;
    }
    result->items[result->count++] = *attribution;
}

/* The end of the cue that begins at `index` of the chunk. */
static uint32_t cue_end(const Search *search, uint32_t index)
{
    uint32_t end = index + 1;

    while (end < or_range_length(search->chunk) && end - index < OR_LONGEST_CUE &&
           or_cue_probability(search->model->network, end, OR_CUE_INSIDE) > LIKELY_REST)
        end++;
    return end;
}

static bool has_speech_word(const OrDocument *document, const OrRole *cue)
{
    for (uint32_t r = 0; r < cue->count; r++) {
        for (uint32_t t = cue->ranges[r].begin; t < cue->ranges[r].end; t++) {
            if (or_is_speech_word(or_token_string(document, t)))
                return true;
        }
    }
    return false;
}

static bool has_double_quote(const OrDocument *document, const OrRole *content)
{
    for (uint32_t r = 0; r < content->count; r++) {
        for (uint32_t t = content->ranges[r].begin; t < content->ranges[r].end; t++) {
            OrString word = or_token_string(document, t);

            if (word.data[0] == '"' || (word.length == 3 && memcmp(word.data, "\xE2\x80\x9C", 3) == 0))
                return true;
        }
    }
    return false;
}

bool or_is_speech(const OrDocument *document, const OrAttribution *attribution)
{
    return has_speech_word(document, &attribution->cue) || has_double_quote(document, &attribution->content);
}

bool or_is_probable(const OrModel *model, const OrDocument *document, const OrAttribution *attribution)
{
    return attribution->confidence >=
           (or_is_speech(document, attribution) ? model->header.least_speech : model->header.least_other);
}

/* The window of a cue, no wider than dense cues allow. */
static OrRange window_of(const Search *search, OrRange cue)
{
    OrRange window = or_window_of_cue(search->document, search->leading, search->chunk, cue);

    if (window.begin + search->reach < cue.begin)
        window.begin = cue.begin - search->reach;
    if (window.end > cue.end + search->reach)
        window.end = cue.end + search->reach;
    return window;
}

static bool is_comma(const OrDocument *document, uint32_t token)
{
    OrString word = or_token_string(document, token);

    return word.length == 1 && word.data[0] == ',';
}

/*
 * "The plan is dead, a spokesman said": where a verb of speech has its subject
 * but no content was found, the clause that a comma parts from the subject is it.
 */
static void complete_content(const Search *search, OrAttribution *found)
{
    const OrDocument *document = search->document;
    uint32_t cue = found->cue.ranges[0].begin;
    uint32_t sentence = document->sentences[or_sentence_of_token(document, cue)].tokens.begin;
    OrRange source = found->source.ranges[0];

    if (found->content.count > 0 || found->source.count != 1 || source.begin > cue ||
        source.begin < sentence + SHORTEST_CLAUSE + 1 || !is_comma(document, source.begin - 1) ||
        !or_is_speech_verb(or_token_string(document, cue)))
        return;
    found->content.ranges[found->content.count++] = (OrRange){sentence, source.begin - 1};
}

/* Find the roles of a cue; indexes count from the start of the chunk. */
static void attribute(Search *search, OrRange cue)
{
    uint32_t base = search->chunk.begin;
    OrRange tokens = {base + cue.begin, base + cue.end};
    OrRange window = window_of(search, tokens);
    OrRange local = {window.begin - base, window.end - base};
    uint32_t length = or_range_length(window);
    OrPlaces places[OR_LONGEST_WINDOW];
    uint8_t labels[OR_LONGEST_WINDOW];
    OrAttribution found = {.cue = {.ranges = {tokens}, .count = 1}};
    const float *scores;
    float empty;

    or_place_tokens(search->document, base, search->is_cue, tokens, window, places);
    scores = or_score_roles(search->model->network, cue, local, places);
    empty = or_decode_roles(length, scores, OR_LABEL_COLUMNS, search->model->transitions, labels);
    or_read_role(length, labels, OR_ROLE_SOURCE_BEGIN, window.begin, &found.source);
    or_read_role(length, labels, OR_ROLE_CONTENT_BEGIN, window.begin, &found.content);
    complete_content(search, &found);
    found.confidence = or_cue_probability(search->model->network, cue.begin, OR_CUE_BEGIN) * (1 - empty);
    if (found.content.count > 0 && found.confidence >= search->least)
        append(search, &found);
}

static void search_chunk(Search *search, const OrSpeakingNames *names)
{
    uint32_t length = or_range_length(search->chunk);
    uint32_t cues = 0;

    or_read_chunk(search->model->network, search->document, names, search->chunk);
    for (uint32_t i = 0; i < length; i++) {
        float probability = or_cue_probability(search->model->network, i, OR_CUE_BEGIN);

        search->is_cue[i] = probability > LIKELY_CUE;
        cues += probability >= search->least;
    }
    search->reach = cues > 0 ? MOST_READINGS * length / cues / 2 : 0;
    for (uint32_t i = 0; i < length; i++) {
        OrRange cue = {i, i + 1};

        if (or_cue_probability(search->model->network, i, OR_CUE_BEGIN) < search->least)
            continue;
        cue.end = cue_end(search, i);
        attribute(search, cue);
        i = cue.end - 1;
    }
    search->host->interrupt(search->host);
}

static bool holds(const OrRole *role, OrRange range)
{
    for (uint32_t r = 0; r < role->count; r++) {
        if (role->ranges[r].begin <= range.begin && role->ranges[r].end >= range.end)
            return true;
    }
    return false;
}

/*
 * An attribution is nested when its cue lies in the content of another. Windows
 * bound how far apart the two can be, so only neighbours are compared.
 */
static void mark_nested(OrAttributions *attributions)
{
    for (uint32_t i = 0; i < attributions->count; i++) {
        OrAttribution *item = &attributions->items[i];
        OrRange cue = item->cue.ranges[0];

        for (uint32_t j = i;
             j-- > 0 && attributions->items[j].cue.ranges[0].end + OR_LONGEST_WINDOW > cue.begin;)
            item->nested |= holds(&attributions->items[j].content, cue);
        for (uint32_t j = i + 1; j < attributions->count &&
                                 attributions->items[j].cue.ranges[0].begin < cue.end + OR_LONGEST_WINDOW;
             j++)
            item->nested |= holds(&attributions->items[j].content, cue);
    }
}

uint32_t or_shared_length(const OrRole *a, const OrRole *b)
{
    uint32_t shared = 0;

    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t j = 0; j < b->count; j++) {
            uint32_t begin =
                a->ranges[i].begin > b->ranges[j].begin ? a->ranges[i].begin : b->ranges[j].begin;
            uint32_t end = a->ranges[i].end < b->ranges[j].end ? a->ranges[i].end : b->ranges[j].end;

            shared += end > begin ? end - begin : 0;
        }
    }
    return shared;
}

/* Contents that share at least half of what either covers. */
static bool say_the_same(const OrAttribution *a, const OrAttribution *b)
{
    uint32_t shared = or_shared_length(&a->content, &b->content);
    uint32_t all =
        or_shared_length(&a->content, &a->content) + or_shared_length(&b->content, &b->content) - shared;

    return 2 * shared >= all;
}

/* Whether the only content of `other` is one of several ranges of `item`, as nearly as say_the_same() asks.
 */
static bool claims_range(const OrAttribution *item, uint32_t range, const OrAttribution *other)
{
    OrAttribution alone = {.content = {.ranges = {item->content.ranges[range]}, .count = 1}};

    return item != other && item->content.count > 1 && other->content.count == 1 &&
           say_the_same(&alone, other);
}

static void remove_range(OrRole *role, uint32_t range)
{
    role->count--;
    memmove(role->ranges + range, role->ranges + range + 1, (role->count - range) * sizeof *role->ranges);
}

/*
 * A cue may claim the next sentence too, which has a cue of its own: 'told us
 * that it is so. "It is not", he said.' What is all that the other says is not
 * part of what this one says.
 */
static void give_up_ranges(OrAttributions *attributions)
{
    for (uint32_t i = 0; i < attributions->count; i++) {
        OrAttribution *item = &attributions->items[i];

        for (uint32_t j = i + 1; j < attributions->count && attributions->items[j].cue.ranges[0].begin <
                                                                item->cue.ranges[0].end + OR_LONGEST_WINDOW;
             j++) {
            for (uint32_t r = item->content.count; r-- > 0;) {
                if (claims_range(item, r, &attributions->items[j]))
                    remove_range(&item->content, r);
            }
        }
    }
}

/* Whether one of the neighbours of item `i` says the same with more confidence. */
static bool is_outdone(const OrAttributions *attributions, uint32_t i)
{
    const OrAttribution *item = &attributions->items[i];
    OrRange cue = item->cue.ranges[0];

    for (uint32_t j = i;
         j-- > 0 && attributions->items[j].cue.ranges[0].end + OR_LONGEST_WINDOW > cue.begin;) {
        if (attributions->items[j].confidence >= item->confidence &&
            say_the_same(item, &attributions->items[j]))
            return true;
    }
    for (uint32_t j = i + 1;
         j < attributions->count && attributions->items[j].cue.ranges[0].begin < cue.end + OR_LONGEST_WINDOW;
         j++) {
        if (attributions->items[j].confidence > item->confidence &&
            say_the_same(item, &attributions->items[j]))
            return true;
    }
    return false;
}

/*
 * Two cues that claim the same content ("said ..., adding that ...") are one
 * attribution: the surer one stays. What is outdone is found before any is
 * dropped, so the outcome does not depend on their order.
 */
static void drop_outdone(OrHost *host, OrAttributions *attributions)
{
    bool *outdone = host->allocate(host, sizeof(bool) * (attributions->count + 1));
    uint32_t kept = 0;

    for (uint32_t i = 0; i < attributions->count; i++)
        outdone[i] = is_outdone(attributions, i);
    for (uint32_t i = 0; i < attributions->count; i++) {
        if (!outdone[i])
            attributions->items[kept++] = attributions->items[i];
    }
    attributions->count = kept;
    host->release(host, outdone);
}

void or_find_attributions(OrHost *host, const OrModel *model, const OrDocument *document,
                          OrAttributions *result)
{
    Search *search = host->allocate(host, sizeof *search);
    OrSpeakingNames *names = or_count_speaking_names(host, document);
    bool *leading = or_find_leading_blocks(host, document);

    *result = (OrAttributions){NULL, 0};
    *search =
        (Search){.host = host, .model = model, .document = document, .leading = leading, .result = result};
    search->least = fminf(model->header.least_speech, model->header.least_other);
    for (OrRange chunk = or_next_chunk(document, 0); !or_range_is_empty(chunk);
         chunk = or_next_chunk(document, chunk.end)) {
        search->chunk = chunk;
        search_chunk(search, names);
    }
    give_up_ranges(result);
    drop_outdone(host, result);
    mark_nested(result);
    host->release(host, leading);
    host->release(host, names);
    host->release(host, search);
}
