/*
 * statements.c: attributions made into statements.
 *
 * The outermost attributions are taken first, in the order of the text, then
 * those inside their contents, since a nested speaker may be the outer one
 * ("I") and an outer speaker is never a nested one.
 *
 * Kept are those that are speech: whose cue is, or whose content is verbatim,
 * or whose content is a clause after a word that the lexicon does not know.
 */
#include "read.h"

#include "clauses.h"
#include "completion.h"
#include "evidence.h"
#include "occasions.h"
#include "ideographs.h"
#include "reading.h"
#include "turns.h"

#include "../text/characters.h"
#include "../text/code_points.h"

#include <stdlib.h>
#include <string.h>

#define NEIGHBOURS 8

typedef struct Maker {
    OrReading reading;
    const OrTranscript *transcript;
    OrSpeaker *turn_speakers; /* one a turn */
    OrTurnItems turn_items;
    OrDraft *drafts;
    uint32_t count;
    uint32_t capacity;
    OrSpeaker *speakers; /* of the outermost drafts, in order */
    uint32_t speaker_count;
    OrCodePoints code_points;
} Maker;

static void *allocate(Maker *maker, size_t count, size_t size)
{
    return maker->reading.host->allocate(maker->reading.host, (count + 1) * size);
}

static void begin_reading(Maker *maker, OrHost *host, const OrDocument *document, OrLanguage language,
                          const OrDate *published)
{
    OrReading *reading = &maker->reading;
    uint32_t slots = 64;

    memset(maker, 0, sizeof(*maker));
    reading->host = host;
    reading->document = document;
    reading->language = language;
    if (published != NULL)
        reading->published = *published;
    reading->name_capacity = reading->entity_capacity = reading->alias_capacity = 64;
    reading->names = allocate(maker, reading->name_capacity, sizeof(OrName));
    reading->entities = allocate(maker, reading->entity_capacity, sizeof(OrEntity));
    reading->aliases = allocate(maker, reading->alias_capacity, sizeof(OrAlias));
    while (slots < document->token_count / 4 && slots < 1u << 20)
        slots *= 2;
    reading->alias_mask = slots - 1;
    reading->alias_slots = allocate(maker, slots, sizeof(uint32_t));
    memset(reading->alias_slots, 0xff, slots * sizeof(uint32_t));
    or_read_words(reading);
    or_read_names(reading);
    or_find_occasions(reading);
}

static uint32_t first_content(const OrAttribution *attribution)
{
    return attribution->content.count > 0 ? attribution->content.ranges[0].begin
           : attribution->cue.count > 0   ? attribution->cue.ranges[0].begin
                                          : 0;
}

static bool holds(const OrRole *outer, OrRange range)
{
    for (uint32_t r = 0; r < outer->count; r++) {
        if (range.begin >= outer->ranges[r].begin && range.end <= outer->ranges[r].end)
            return true;
    }
    return false;
}

/* The cue, or where there is none all of the content, lies in the content of the other. */
static bool lies_in(const OrAttribution *inner, const OrAttribution *outer)
{
    if (outer->content.count == 0 || (inner->cue.count == 0 && inner->content.count == 0))
        return false;
    return holds(&outer->content, inner->cue.count > 0 ? inner->cue.ranges[0] : inner->content.ranges[0]);
}

static int compare_attributions(const void *a, const void *b)
{
    uint32_t first = first_content(a);
    uint32_t second = first_content(b);

    return first < second ? -1 : first > second;
}

/* In a transcript the words of a turn are its own statement; others need a cue to be one inside it. */
static void join_turn_items(Maker *maker, OrAttribution *all, uint32_t *count)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < *count; i++) {
        if (all[i].cue.count > 0)
            all[kept++] = all[i];
    }
    memcpy(all + kept, maker->turn_items.items, maker->turn_items.count * sizeof(OrAttribution));
    *count = kept + maker->turn_items.count;
}

/* The attributions and those clauses whose cue is none of theirs, first contents first. */
static OrAttribution *join_attributions(Maker *maker, const OrClauses *mended, const OrClauses *clauses,
                                        uint32_t *count)
{
    OrAttribution *all =
        allocate(maker, mended->count + clauses->count + maker->turn_items.count, sizeof(OrAttribution));
    uint32_t token_count = maker->reading.document->token_count;
    uint8_t *is_cue = allocate(maker, token_count, 1);

    memset(is_cue, 0, token_count + 1);
    *count = 0;
    for (uint32_t i = 0; i < mended->count; i++) {
        for (uint32_t r = 0; r < mended->items[i].cue.count; r++)
            memset(is_cue + mended->items[i].cue.ranges[r].begin, 1,
                   or_range_length(mended->items[i].cue.ranges[r]));
        all[(*count)++] = mended->items[i];
    }
    for (uint32_t i = 0; i < clauses->count; i++) {
        const OrRole *cue = &clauses->items[i].cue;

        if (cue->count > 0 && is_cue[cue->ranges[0].begin])
            continue;
        if (cue->count > 0)
            is_cue[cue->ranges[0].begin] = 1;
        all[(*count)++] = clauses->items[i];
    }
    if (maker->turn_items.count > 0)
        join_turn_items(maker, all, count);
    qsort(all, *count, sizeof(OrAttribution), compare_attributions);
    return all;
}

static OrClauses find_clauses(Maker *maker, const OrClauses *mended)
{
    OrReading *reading = &maker->reading;
    OrClauses clauses = {NULL, 0, 64};

    clauses.items = allocate(maker, clauses.capacity, sizeof(OrAttribution));
    or_find_uncovered(reading, mended, &clauses);
    for (uint32_t s = 0; s < reading->document->sentence_count; s++) {
        if (or_block_is_read(reading->document->blocks[reading->document->sentences[s].block].kind))
            or_find_refusals(reading, reading->document->sentences[s].tokens, &clauses);
    }
    for (uint32_t i = 0; i < mended->count; i++) {
        for (uint32_t r = 0; r < mended->items[i].content.count && !mended->items[i].nested; r++)
            or_find_inner_clauses(reading, mended->items[i].content.ranges[r], &clauses);
    }
    /* behind those of the contents, whose ends are better known: of two with one cue the first is kept */
    for (uint32_t s = 0; s < reading->document->sentence_count; s++) {
        if (reading->document->blocks[reading->document->sentences[s].block].kind == OR_BLOCK_BODY)
            or_find_inner_clauses(reading, reading->document->sentences[s].tokens, &clauses);
    }
    return clauses;
}

static uint32_t parent_of(const OrAttribution *all, uint32_t count, uint32_t index)
{
    uint32_t first = index > NEIGHBOURS ? index - NEIGHBOURS : 0;
    uint32_t best = OR_NO_INDEX;
    uint32_t best_length = UINT32_MAX;

    for (uint32_t i = first; i < count && i <= index + NEIGHBOURS; i++) {
        uint32_t length = 0;

        if (i == index || !lies_in(&all[index], &all[i]) || lies_in(&all[i], &all[index]))
            continue;
        for (uint32_t r = 0; r < all[i].content.count; r++)
            length += or_range_length(all[i].content.ranges[r]);
        if (length < best_length) {
            best = i;
            best_length = length;
        }
    }
    return best;
}

static bool begins_with_clause(const OrReading *reading, const OrAttribution *attribution)
{
    return attribution->content.count > 0 &&
           or_word_is(reading, attribution->content.ranges[0].begin, OR_WORD(COMPLEMENTIZER));
}

static bool is_speech(const OrReading *reading, const OrDraft *draft, const OrAttribution *attribution)
{
    bool verbatim = draft->mode != OR_MODE_INDIRECT;

    if (draft->content.count == 0)
        return false;
    if (draft->cue_row == NULL)
        return verbatim || begins_with_clause(reading, attribution) || attribution->cue.count == 0 ||
               or_is_sign(reading, attribution->cue.ranges[0].begin, ':');
    return draft->cue_row->manner != OR_CUES_MANNER_MENTAL || draft->mode == OR_MODE_DIRECT;
}

static OrDraft draft_of(const OrReading *reading, const OrAttribution *attribution, uint32_t parent)
{
    OrDraft draft = {.source = attribution->source,
                     .cue = attribution->cue,
                     .content = attribution->content,
                     .parent = parent,
                     .confidence = attribution->confidence};

    or_read_cue(reading, &draft);
    or_trim_content(reading, &draft);
    return draft;
}

/* "I" and "we" in somebody's words are that somebody. */
static bool is_first_person(const OrReading *reading, const OrDraft *draft)
{
    const OrVocabularyRow *row;

    if (draft->source.count == 0)
        return false;
    row = or_word_row(reading, draft->source.ranges[0].begin, OR_VOCABULARY_CLASS_PRONOUN);
    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){"first", 5});
}

/* The draft of the turn that holds a draft; OR_NO_INDEX where none does. */
static uint32_t turn_of(const OrDraft *drafts, uint32_t index)
{
    for (int depth = 0; index != OR_NO_INDEX && drafts[index].turn == 0 && depth < NEIGHBOURS; depth++)
        index = drafts[index].parent;
    return index != OR_NO_INDEX && drafts[index].turn > 0 ? index : OR_NO_INDEX;
}

/* Within a turn a pronoun is one of those told of there, not the speaker: the last few, the latest last. */
static uint32_t told_before(const OrDraft *drafts, uint32_t index, OrSpeaker *told)
{
    uint32_t turn = turn_of(drafts, index);
    uint32_t first = index;
    uint32_t count = 0;

    while (first > turn + 1 && index - first < NEIGHBOURS)
        first--;
    for (uint32_t i = first; i < index; i++) {
        if (drafts[i].turn == 0 && drafts[i].parent != OR_NO_INDEX)
            told[count++] = drafts[i].speaker;
    }
    return count;
}

static void resolve(Maker *maker, OrDraft *drafts, uint32_t index)
{
    OrDraft *draft = &drafts[index];
    OrSpeaker told[NEIGHBOURS];
    const OrSpeaker *before = maker->speakers;
    uint32_t before_count = maker->speaker_count;

    if (draft->turn > 0) {
        draft->speaker = maker->turn_speakers[draft->turn - 1];
        maker->speakers[maker->speaker_count++] = draft->speaker;
        return;
    }
    if (draft->parent != OR_NO_INDEX && is_first_person(&maker->reading, draft)) {
        draft->speaker = drafts[draft->parent].speaker;
        return;
    }
    if (turn_of(drafts, index) != OR_NO_INDEX) {
        before = told;
        before_count = told_before(drafts, index, told);
    }
    if (draft->source.count == 0 && draft->cue.count > 0 &&
        maker->reading.document->tokens[draft->cue.ranges[0].begin].kind == OR_TOKEN_IDEOGRAPH) {
        draft->speaker =
            or_ideographic_speaker_before(&maker->reading, draft->cue.ranges[0].begin, before, before_count);
        if (draft->parent == OR_NO_INDEX)
            maker->speakers[maker->speaker_count++] = draft->speaker;
        return;
    }
    if (draft->source.count == 0 && draft->mode == OR_MODE_INDIRECT && draft->parent == OR_NO_INDEX) {
        /* "it was reported that": nobody goes on speaking here */
        draft->speaker = or_resolve_speaker(&maker->reading, &draft->source, NULL, 0);
        return;
    }
    draft->speaker = or_resolve_speaker(&maker->reading, &draft->source, before, before_count);
    if (draft->parent == OR_NO_INDEX)
        maker->speakers[maker->speaker_count++] = draft->speaker;
}

/* The words of a turn are kept whole, to the last full stop. */
static void make_turn_draft(const Maker *maker, OrDraft *draft, const OrAttribution *item, uint32_t index)
{
    draft->content = item->content;
    draft->mode = OR_MODE_DIRECT;
    draft->turn = 1 + maker->turn_items.turns[index];
}

/* The nearest of the parents that was kept, as its new index. */
static uint32_t kept_parent(const uint32_t *parents, const uint32_t *place, uint32_t parent)
{
    for (int depth = 0; parent != OR_NO_INDEX && place[parent] == OR_NO_INDEX && depth < NEIGHBOURS; depth++)
        parent = parents[parent];
    return parent == OR_NO_INDEX ? OR_NO_INDEX : place[parent];
}

static void make_drafts(Maker *maker, const OrAttributions *found)
{
    OrReading *reading = &maker->reading;
    OrClauses mended;
    OrClauses clauses;
    OrAttribution *all;
    uint32_t *place;
    uint32_t *parents;
    uint32_t all_count;
    uint32_t turns = 0;
    uint32_t last_turn = OR_NO_INDEX;

    or_mend_attributions(reading, found, &mended);
    clauses = find_clauses(maker, &mended);
    all = join_attributions(maker, &mended, &clauses, &all_count);
    place = allocate(maker, all_count, sizeof(uint32_t));
    parents = allocate(maker, all_count, sizeof(uint32_t));
    maker->drafts = allocate(maker, all_count, sizeof(OrDraft));
    maker->speakers = allocate(maker, all_count, sizeof(OrSpeaker));
    for (uint32_t i = 0; i < all_count; i++) {
        bool turn = maker->turn_items.count > 0 && all[i].cue.count == 0;
        uint32_t parent = turn ? OR_NO_INDEX : parent_of(all, all_count, i);
        OrDraft draft;

        place[i] = OR_NO_INDEX;
        if (turn)
            last_turn = i;
        else if (parent == OR_NO_INDEX && last_turn != OR_NO_INDEX && lies_in(&all[i], &all[last_turn]))
            parent = last_turn;
        parents[i] = parent;
        if (!turn && parent == OR_NO_INDEX && maker->turn_items.count > 0)
            continue; /* all that is said in a transcript is said in a turn */
        draft = draft_of(reading, &all[i], parent);
        if (turn)
            make_turn_draft(maker, &draft, &all[i], turns++);

        if (is_speech(reading, &draft, &all[i])) {
            place[i] = maker->count;
            maker->drafts[maker->count++] = draft;
        }
        reading->host->interrupt(reading->host);
    }
    for (uint32_t i = 0; i < maker->count; i++)
        maker->drafts[i].parent = kept_parent(parents, place, maker->drafts[i].parent);
}

/* Inside a turn, "I think", "you said", "they agreed" are the flow of talk and no statements of others. */
static bool is_aside(const Maker *maker, const OrDraft *draft)
{
    OrRange source = draft->speaker.source;

    if (draft->mode != OR_MODE_INDIRECT || draft->act != OR_ACT_STATE)
        return false;
    if (draft->parent != OR_NO_INDEX && draft->source.count > 0 && is_first_person(&maker->reading, draft))
        return true;
    return draft->speaker.kind == OR_SPEAKER_UNNAMED && source.end - source.begin == 1 &&
           or_word_is(&maker->reading, source.begin, OR_WORD(PRONOUN));
}

/* Nobody speaks, or "this"; or a side's own act within its speaker's words ("China urges the US to"). */
static bool is_idle(const Maker *maker, const OrDraft *draft)
{
    const OrReading *reading = &maker->reading;
    const OrSpeaker *speaker = &draft->speaker;
    OrRange source = speaker->source;

    if (draft->turn > 0)
        return false;
    if (maker->turn_items.count > 0 && is_aside(maker, draft))
        return true;
    if (or_range_is_empty(speaker->name))
        return true;
    if (speaker->entity == OR_NO_INDEX && source.end - source.begin == 1 &&
        or_word_is(reading, source.begin, OR_WORD(DETERMINER) | OR_WORD(RELATIVE)))
        return true;
    return draft->parent != OR_NO_INDEX && draft->cue_row != NULL && draft->cue_row->act != OR_ACT_STATE &&
           or_is_of_side(reading, speaker, &maker->drafts[draft->parent].speaker);
}

/* Take out the idle ones, and let those inside them be inside what holds them. */
static void drop_idle(Maker *maker)
{
    uint32_t *place = allocate(maker, maker->count, sizeof(uint32_t));
    uint32_t *parents = allocate(maker, maker->count, sizeof(uint32_t));
    uint32_t kept = 0;

    for (uint32_t i = 0; i < maker->count; i++) {
        place[i] = is_idle(maker, &maker->drafts[i]) ? OR_NO_INDEX : kept++;
        parents[i] = maker->drafts[i].parent;
    }
    for (uint32_t i = 0; i < maker->count; i++) {
        maker->drafts[i].parent = kept_parent(parents, place, maker->drafts[i].parent);
        if (place[i] != OR_NO_INDEX)
            maker->drafts[place[i]] = maker->drafts[i];
    }
    maker->count = kept;
}

/* A questioner asks, whatever the words; a turn is spoken on the day of the briefing. */
static void settle_turn_draft(const Maker *maker, OrDraft *draft)
{
    if (maker->transcript->turns[draft->turn - 1].role == OR_TURN_QUESTION) {
        draft->act = OR_ACT_ASK;
        draft->act_rule = OR_ACT_RULE_TURN;
        draft->act_evidence = (OrRange){0, 0};
        draft->target = (OrRange){0, 0};
        draft->target_rule = OR_TARGET_RULE_NONE;
    } else if (draft->act == OR_ACT_ASK) { /* who answers asks for effect */
        draft->act = OR_ACT_STATE;
        draft->act_rule = OR_ACT_RULE_NONE;
        draft->act_evidence = (OrRange){0, 0};
    }
    draft->said = maker->reading.published;
    draft->said_rule = draft->said.precision == OR_PRECISION_NONE ? OR_SAID_RULE_NONE : OR_SAID_RULE_OCCASION;
    draft->said_evidence = (OrRange){0, 0};
}

/* What the speaker of a draft said before, a few statements back; NULL: nothing. */
static const OrDraft *draft_before(const Maker *maker, uint32_t index)
{
    const OrDraft *draft = &maker->drafts[index];

    if (draft->speaker.entity == OR_NO_INDEX || draft->parent != OR_NO_INDEX)
        return NULL;
    for (uint32_t i = index; i > 0 && i + NEIGHBOURS > index; i--) {
        const OrDraft *before = &maker->drafts[i - 1];

        if (before->parent == OR_NO_INDEX && before->speaker.entity == draft->speaker.entity)
            return before;
    }
    return NULL;
}

static void fill_drafts(Maker *maker)
{
    for (int nested = 0; nested < 2; nested++) {
        for (uint32_t i = 0; i < maker->count; i++) {
            OrDraft *draft = &maker->drafts[i];

            if ((draft->parent != OR_NO_INDEX) != nested)
                continue;
            resolve(maker, maker->drafts, i);
            or_judge_act(&maker->reading, draft, draft_before(maker, i));
            or_find_target(&maker->reading, draft);
            or_find_said(&maker->reading, maker->drafts, i, maker->count);
            if (draft->turn > 0)
                settle_turn_draft(maker, draft);
            maker->reading.host->interrupt(maker->reading.host);
        }
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Append a slice with its blanks and line breaks collapsed; returns the new length. */
static size_t append_slice(const OrDocument *document, OrRange bytes, char *buffer, size_t length)
{
    for (uint32_t b = bytes.begin; b < bytes.end; b++) {
        char c = document->written[b];

        if (!is_blank(c))
            buffer[length++] = c;
        else if (length > 0 && buffer[length - 1] != ' ')
            buffer[length++] = ' ';
    }
    return length;
}

static OrString string_of(Maker *maker, OrRange bytes)
{
    char *buffer;

    if (or_range_is_empty(bytes))
        return (OrString){NULL, 0};
    buffer = allocate(maker, bytes.end - bytes.begin, 1);
    return (OrString){buffer, append_slice(maker->reading.document, bytes, buffer, 0)};
}

/* Where the quotations lie in the content being built; quoted ranges grow while tokens are appended. */
static void note_quoted(OrStatement *statement, uint32_t begin, uint32_t end)
{
    OrRange *last = statement->quoted_count > 0 ? &statement->quoted[statement->quoted_count - 1] : NULL;

    if (begin == end)
        return;
    if (last != NULL && last->end + 1 >= begin)
        last->end = end;
    else
        statement->quoted[statement->quoted_count++] = (OrRange){begin, end};
}

static void fill_content(Maker *maker, const OrDraft *draft, OrStatement *statement)
{
    const OrReading *reading = &maker->reading;
    const OrToken *tokens = reading->document->tokens;
    size_t room = 0;
    size_t length = 0;
    uint32_t points = 0;
    uint32_t token_count = 0;
    char *buffer;

    for (uint32_t r = 0; r < draft->content.count; r++) {
        room += or_range_length(or_byte_range(reading, draft->content.ranges[r])) + 1;
        token_count += or_range_length(draft->content.ranges[r]);
    }
    buffer = allocate(maker, room, 1);
    statement->spans = allocate(maker, draft->content.count, sizeof(OrRange));
    statement->quoted = allocate(maker, token_count, sizeof(OrRange));
    for (uint32_t r = 0; r < draft->content.count; r++) {
        OrRange range = draft->content.ranges[r];
        OrRange bytes = or_byte_range(reading, range);

        for (uint32_t t = range.begin; t < range.end; t++) {
            OrRange gap = {t > range.begin ? tokens[t - 1].begin + tokens[t - 1].length : bytes.begin,
                           tokens[t].begin};
            uint32_t begin;

            if (t == range.begin && r > 0)
                buffer[length++] = ' ', points++;
            begin = (uint32_t) length;
            length = append_slice(reading->document, gap, buffer, length);
            points += or_count_code_points(buffer + begin, length - begin);
            begin = (uint32_t) length;
            length =
                append_slice(reading->document,
                             (OrRange){tokens[t].begin, tokens[t].begin + tokens[t].length}, buffer, length);
            if (draft->turn > 0 ||
                (or_word_is(reading, t, OR_WORD_QUOTED) && tokens[t].kind != OR_TOKEN_QUOTE))
                note_quoted(statement, points, points + or_count_code_points(buffer + begin, length - begin));
            points += or_count_code_points(buffer + begin, length - begin);
        }
        statement->spans[statement->span_count++] = or_code_point_range(&maker->code_points, bytes);
    }
    statement->content = (OrString){buffer, length};
}

static OrString organisation_of(Maker *maker, const OrSpeaker *speaker)
{
    const OrReading *reading = &maker->reading;

    if (!or_range_is_empty(speaker->office.organisation))
        return string_of(maker, speaker->office.organisation);
    if (speaker->office.organisation_entity == OR_NO_INDEX)
        return (OrString){NULL, 0};
    return string_of(maker,
                     or_byte_range(reading, reading->entities[speaker->office.organisation_entity].name));
}

static void fill_statement(Maker *maker, const OrDraft *draft, OrStatement *statement)
{
    const char *code = or_language_codes[maker->reading.language];

    memset(statement, 0, sizeof(*statement));
    statement->speaker = string_of(maker, draft->speaker.name);
    statement->speaker_kind = draft->speaker.kind;
    if (draft->speaker.kind != OR_SPEAKER_BODY) {
        statement->title = string_of(maker, draft->speaker.office.title);
        statement->organisation = organisation_of(maker, &draft->speaker);
    }
    statement->addressee = string_of(maker, draft->addressee);
    statement->target = string_of(maker, draft->target);
    if (draft->cue_row != NULL)
        statement->cue = or_lexicon_string(draft->cue_row->lemma);
    else if (draft->cue.count > 0)
        statement->cue = string_of(maker, or_byte_range(&maker->reading, draft->cue.ranges[0]));
    statement->language = (OrString){code, strlen(code)};
    statement->said = draft->said;
    statement->act = draft->act;
    statement->mode = draft->mode;
    statement->nested = draft->parent != OR_NO_INDEX;
    if (draft->turn > 0 && maker->transcript->turns[draft->turn - 1].role == OR_TURN_ANSWER)
        statement->answers = (int32_t) maker->transcript->turns[draft->turn - 1].question;
    statement->confidence = draft->confidence;
    fill_content(maker, draft, statement);
}

void or_make_statements(OrHost *host, const OrDocument *document, const OrTranscript *transcript,
                        const OrAttributions *attributions, OrLanguage language, const OrDate *published,
                        OrStatements *result)
{
    Maker maker;

    begin_reading(&maker, host, document, language, published);
    maker.transcript = transcript;
    if (transcript->count > 0) {
        or_list_turn_items(&maker.reading, transcript, &maker.turn_items);
        maker.turn_speakers = or_turn_speakers(&maker.reading, transcript);
    }
    make_drafts(&maker, attributions);
    fill_drafts(&maker);
    drop_idle(&maker);
    maker.code_points = or_index_code_points(host, document->text, document->length);
    result->items = allocate(&maker, maker.count, sizeof(OrStatement));
    result->explanations = host->allocate(host, (maker.count + 1) * sizeof(*result->explanations));
    result->count = maker.count;
    for (uint32_t i = 0; i < maker.count; i++) {
        fill_statement(&maker, &maker.drafts[i], &result->items[i]);
        or_explain_draft(&maker.reading, &maker.drafts[i], result->explanations[i]);
    }
}
