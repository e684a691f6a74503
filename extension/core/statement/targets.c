/*
 * targets.c: whom an act is aimed at.
 *
 * Four places are looked at in turn: the object of a cue that takes one
 * ("urged Velland to", "accused her of"), what the act's own phrase in the
 * content governs ("opposes the US government spreading ..."), the subject of
 * the clause in which its words stand ("the company has broken its word",
 * "Velland should stop"), and, for acts against somebody, the first name in the
 * content that is not of the speaker's own side.
 *
 * A name is of the speaker's side when it belongs to the same state or stands
 * in the speaker's organisation or name.
 */
#include "clauses.h"
#include "ideographs.h"
#include "reading.h"
#include "sides.h"

#include "../attribution/lexical.h"

#define LONGEST_OBJECT 8
#define LONGEST_SUBJECT 8
#define FARTHEST_ANTECEDENT 80

static uint32_t skip_small_words(const OrReading *reading, uint32_t t, uint32_t end)
{
    while (t < end && or_word_is(reading, t, OR_WORD(ADVERB) | OR_WORD(DETERMINER)) &&
           reading->name_at[t] == 0)
        t++;
    return t;
}

static bool ends_object(const OrReading *reading, uint32_t t)
{
    return reading->document->tokens[t].kind == OR_TOKEN_PUNCTUATION ||
           (reading->name_at[t] == 0 &&
            or_word_is(reading, t,
                       OR_WORD(PREPOSITION) | OR_WORD(COMPLEMENTIZER) | OR_WORD(CONJUNCTION) |
                           OR_WORD(RELATIVE) | OR_WORD(SUBORDINATOR) | OR_WORD(AUXILIARY))) ||
           reading->document->tokens[t].kind == OR_TOKEN_QUOTE;
}

/* The noun phrase that begins at a token, as an object has it: empty for a pronoun or none. */
static OrRange object_at(const OrReading *reading, uint32_t begin, uint32_t limit)
{
    uint32_t end = begin;
    uint32_t head;

    if (or_reads_by_words(reading->language))
        return or_ideographic_object(reading, begin, limit);
    head = skip_small_words(reading, begin, limit);
    if (head >= limit || or_word_is(reading, begin, OR_WORD(COMPLEMENTIZER)) ||
        (or_word_is(reading, head, OR_WORD(PRONOUN)) && reading->name_at[head] == 0))
        return (OrRange){0, 0};
    end = head;
    while (end < limit && end - begin < LONGEST_OBJECT && !ends_object(reading, end))
        end++;
    return end > head ? (OrRange){begin, end} : (OrRange){0, 0};
}

/* The first name in a phrase, without what follows its possessive. */
static OrRange first_name(const OrReading *reading, OrRange phrase)
{
    for (uint32_t t = phrase.begin; t < phrase.end; t++) {
        if (reading->name_at[t] > 0)
            return reading->names[reading->name_at[t] - 1].tokens;
    }
    return (OrRange){0, 0};
}

static uint32_t sentence_end(const OrReading *reading, uint32_t token)
{
    return reading->document->sentences[or_sentence_of(reading, token)].tokens.end;
}

/* Acts whose object is somebody, not something: an object without a name is taken as it stands. */
static bool aims_at_somebody(OrAct act)
{
    return act == OR_ACT_URGE || act == OR_ACT_DEMAND || act == OR_ACT_ACCUSE || act == OR_ACT_WARN ||
           act == OR_ACT_THREATEN || act == OR_ACT_CRITICIZE || act == OR_ACT_PRAISE || act == OR_ACT_ASK;
}

static bool aims_at_opponent(OrAct act)
{
    return act == OR_ACT_ACCUSE || act == OR_ACT_CRITICIZE || act == OR_ACT_DENY || act == OR_ACT_REJECT ||
           act == OR_ACT_OPPOSE || act == OR_ACT_THREATEN || act == OR_ACT_PROTEST;
}

/* "thanked the delegations for", "urged drivers to": what is behind an object tells that it is somebody. */
static bool is_aimed_at(const OrReading *reading, OrAct act, OrRange object)
{
    uint64_t behind = OR_WORD(INFINITIVE) | OR_WORD(NEGATION);

    if (or_can_speak(reading, object))
        return true;
    if (act == OR_ACT_PRAISE)
        behind |= OR_WORD(PREPOSITION);
    if (act == OR_ACT_ACCUSE)
        behind |= OR_WORD(REPROACH);
    return object.end < reading->document->token_count && or_word_is(reading, object.end, behind) &&
           !or_word_is(reading, object.end - 1, OR_WORD(SPEECH_NOUN));
}

static OrRange target_in_object(const OrReading *reading, OrAct act, uint32_t begin)
{
    OrRange object = object_at(reading, begin, sentence_end(reading, begin > 0 ? begin - 1 : 0));
    OrRange name;

    if (or_range_is_empty(object) || or_reads_by_words(reading->language))
        return object;
    name = first_name(reading, object);
    if (!or_range_is_empty(name) && (name.end == object.end || !aims_at_somebody(act) ||
                                     name.begin == skip_small_words(reading, object.begin, object.end) ||
                                     reading->document->tokens[name.end].kind == OR_TOKEN_POSSESSIVE))
        return name;
    return aims_at_somebody(act) && is_aimed_at(reading, act, object) ? object : name;
}

/* A name that nothing explains may be a state or a company where it does or owns something, or is named
 * again. */
static bool may_be_opponent(const OrReading *reading, const OrName *name, OrEntityKind kind)
{
    return kind != OR_ENTITY_UNKNOWN || name->subject || reading->entities[name->entity].name_count > 2 ||
           reading->document->tokens[name->tokens.end].kind == OR_TOKEN_POSSESSIVE;
}

/* "Lanhai firmly opposes": who performs the act is not its target. */
static bool performs(const OrReading *reading, const OrDraft *draft, const OrName *name)
{
    uint32_t verb = draft->act_evidence.begin;

    if (!draft->act_performed || name->tokens.end > verb)
        return false;
    for (uint32_t t = name->tokens.end; t < verb; t++) {
        if (!or_word_is(reading, t, OR_WORD(ADVERB) | OR_WORD(AUXILIARY)))
            return false;
    }
    return true;
}

static OrRange opponent_in(const OrReading *reading, const OrDraft *draft)
{
    if (or_reads_by_words(reading->language))
        return or_ideographic_opponent(reading, draft);
    for (uint32_t r = 0; r < draft->content.count; r++) {
        for (uint32_t t = draft->content.ranges[r].begin; t < draft->content.ranges[r].end; t++) {
            const OrName *name;
            OrEntityKind kind;

            if (reading->name_at[t] == 0)
                continue;
            name = &reading->names[reading->name_at[t] - 1];
            kind = reading->entities[name->entity].kind;
            t = name->tokens.end - 1;
            if (may_be_opponent(reading, name, kind) && !or_is_own_name(reading, name, &draft->speaker) &&
                !performs(reading, draft, name))
                return name->tokens;
        }
    }
    return (OrRange){0, 0};
}

/* The governed name may stand behind a preposition: "these accusations from the US administration". */
static OrRange target_of_phrase(const OrReading *reading, const OrDraft *draft)
{
    OrRange target;
    uint32_t begin;

    if (or_reads_by_words(reading->language))
        return or_ideographic_governed(reading, draft);
    begin = draft->act_evidence.end;
    if (begin < reading->document->token_count &&
        (or_word_is(reading, begin, OR_WORD(COMPLEMENTIZER)) ||
         (draft->act == OR_ACT_PROTEST && or_word_is(reading, begin, OR_WORD(PREPOSITION)))))
        begin++; /* "we demand that Kestria stop", "lodged a protest with Kestria" */
    target = target_in_object(reading, draft->act, begin);
    if (!or_range_is_empty(target) && reading->name_at[target.begin] > 0 &&
        or_is_own_name(reading, &reading->names[reading->name_at[target.begin] - 1], &draft->speaker))
        return (OrRange){0, 0};
    return target;
}

static void take(const OrReading *reading, OrDraft *draft, OrRange tokens, OrTargetRule rule)
{
    if (or_range_is_empty(tokens))
        return;
    draft->target = or_byte_range(reading, tokens);
    draft->target_rule = rule;
}

/* "told the court", "urged Velland to": what stands right behind the cue. */
static uint32_t object_begin(const OrReading *reading, const OrDraft *draft)
{
    uint32_t t = draft->cue_words.end;
    uint32_t end = sentence_end(reading, draft->cue_words.begin);

    while (t < end && reading->document->tokens[t].kind == OR_TOKEN_WORD &&
           or_word_is(reading, t, OR_WORD(ADVERB)))
        t++;
    return t;
}

/* "People say": a word that has its capital from its place. */
static bool is_common_word(const OrReading *reading, OrRange name)
{
    return name.end == name.begin + 1 && or_word_is(reading, name.begin, OR_WORD_OPENS) &&
           reading->words[name.begin].row_count > 0 &&
           reading->entities[reading->names[reading->name_at[name.begin] - 1].entity].kind ==
               OR_ENTITY_UNKNOWN;
}

/* The act's clause is about somebody of another side: "the company has broken its word", "Velland should
 * stop". */
static OrSubject subject_of_act(const OrReading *reading, const OrDraft *draft)
{
    uint32_t begin = draft->act_rule == OR_ACT_RULE_CUE ? draft->content.ranges[0].begin : draft->act_clause;
    OrRange clause = {begin, reading->document->sentences[or_sentence_of(reading, begin)].tokens.end};
    OrSubject subject = or_subject_of(reading, clause, &draft->speaker, draft->mode);

    if (subject.side != OR_SUBJECT_OTHER || subject.tokens.end - subject.tokens.begin > LONGEST_SUBJECT)
        subject.tokens = (OrRange){0, 0};
    return subject;
}

static OrRange name_of_subject(const OrReading *reading, const OrSubject *subject)
{
    OrRange name = first_name(reading, subject->tokens);

    return or_range_is_empty(name) || is_common_word(reading, name) ? (OrRange){0, 0} : name;
}

/* "the minister", but not "they" and not "the decision". */
static OrRange phrase_of_subject(const OrReading *reading, const OrSubject *subject)
{
    OrRange phrase = subject->tokens;

    if (or_range_is_empty(phrase) || or_word_is(reading, phrase.begin, OR_WORD(PRONOUN)) ||
        !or_can_speak(reading, phrase))
        return (OrRange){0, 0};
    return phrase;
}

/* Whether the act is one that its words lay to the subject of their clause. Who threatens is the subject
 * himself. */
static bool is_laid_to_subject(const OrDraft *draft)
{
    bool by_words = draft->act_rule == OR_ACT_RULE_CONTENT || draft->act_rule == OR_ACT_RULE_SIGNS;

    if (draft->act == OR_ACT_URGE || draft->act == OR_ACT_DEMAND || draft->act == OR_ACT_ACCUSE)
        return !draft->act_performed;
    if (draft->act == OR_ACT_ASK)
        return draft->act_rule == OR_ACT_RULE_CUE;
    return by_words && !draft->act_performed && aims_at_opponent(draft->act) &&
           draft->act != OR_ACT_THREATEN && draft->act != OR_ACT_PROTEST;
}

/* How well a name can be what a pronoun means; 0: not at all. */
static int fitness(const OrReading *reading, const OrDraft *draft, const OrName *name,
                   const OrVocabularyRow *pronoun)
{
    const OrEntity *entity = &reading->entities[name->entity];

    if (name->entity == draft->speaker.entity || entity->kind != OR_ENTITY_PERSON)
        return 0;
    if (entity->gender == OR_GENDER_UNKNOWN)
        return 1 + name->subject;
    if ((entity->gender == OR_GENDER_FEMALE) != (pronoun->gender == OR_VOCABULARY_GENDER_FEMALE))
        return 0;
    return 3 + name->subject;
}

/* "accused her of lying", "she lied": who was named before the pronoun and can be meant. */
static OrRange meant_by_pronoun(const OrReading *reading, const OrDraft *draft, uint32_t token)
{
    const OrVocabularyRow *pronoun = or_word_row(reading, token, OR_VOCABULARY_CLASS_PRONOUN);
    uint32_t first = token > FARTHEST_ANTECEDENT ? token - FARTHEST_ANTECEDENT : 0;
    OrRange meant = {0, 0};
    int best = 0;

    if (pronoun == NULL || pronoun->plural || pronoun->gender == OR_VOCABULARY_GENDER_UNKNOWN)
        return (OrRange){0, 0};
    for (uint32_t t = token; t > first; t--) {
        const OrName *name =
            reading->name_at[t - 1] > 0 ? &reading->names[reading->name_at[t - 1] - 1] : NULL;
        int fit = name == NULL ? 0 : fitness(reading, draft, name, pronoun);

        if (fit > best) {
            best = fit;
            meant = name->tokens;
        }
    }
    return meant;
}

/* Somebody whom a pronoun means: no other name in the content is the target. */
static bool is_person_pronoun(const OrReading *reading, const OrSubject *subject)
{
    return !or_range_is_empty(subject->tokens) &&
           or_word_is(reading, subject->tokens.begin, OR_WORD(PRONOUN));
}

/* "They lied": whoever they are. */
static bool is_laid_to_somebody(const OrReading *reading, const OrDraft *draft)
{
    OrSubject subject = subject_of_act(reading, draft);

    return !or_reads_by_words(reading->language) && subject.side == OR_SUBJECT_OTHER &&
           is_person_pronoun(reading, &subject);
}

/* A subject with a name, the one that a pronoun means, a name of the other side, a subject without a name. */
static void take_subject_or_opponent(const OrReading *reading, OrDraft *draft)
{
    bool by_words = or_reads_by_words(reading->language);
    bool laid = is_laid_to_subject(draft) && !by_words;
    OrSubject subject = {.side = OR_SUBJECT_UNKNOWN};

    if (draft->target_rule != OR_TARGET_RULE_NONE)
        return;
    if (laid)
        subject = subject_of_act(reading, draft);
    if (laid && is_person_pronoun(reading, &subject)) {
        take(reading, draft, meant_by_pronoun(reading, draft, subject.tokens.begin), OR_TARGET_RULE_MEANT);
        return;
    }
    if (laid)
        take(reading, draft, name_of_subject(reading, &subject), OR_TARGET_RULE_SUBJECT);
    if (draft->target_rule == OR_TARGET_RULE_NONE &&
        (aims_at_opponent(draft->act) || (draft->act == OR_ACT_WARN && by_words)))
        take(reading, draft, opponent_in(reading, draft), OR_TARGET_RULE_OTHER_SIDE);
    if (laid && draft->target_rule == OR_TARGET_RULE_NONE)
        take(reading, draft, phrase_of_subject(reading, &subject), OR_TARGET_RULE_SUBJECT);
}

void or_find_target(const OrReading *reading, OrDraft *draft)
{
    const OrCuesRow *row = draft->cue_row;

    draft->target = draft->addressee = (OrRange){0, 0};
    draft->target_rule = OR_TARGET_RULE_NONE;
    if (row != NULL && row->object == OR_CUES_OBJECT_ADDRESSEE) {
        uint32_t begin = object_begin(reading, draft);
        OrRange object = object_at(reading, begin, sentence_end(reading, draft->cue_words.begin));
        OrRange name = first_name(reading, object);

        if (!or_range_is_empty(object) && or_word_is(reading, object.end - 1, OR_WORD(SPEECH_NOUN)))
            object = (OrRange){0, 0};
        draft->addressee =
            or_byte_range(reading, or_range_is_empty(name) || name.end != object.end ? object : name);
    }
    if (row != NULL && row->object == OR_CUES_OBJECT_TARGET && draft->act_rule != OR_ACT_RULE_CONTENT)
        take(reading, draft, target_in_object(reading, draft->act, object_begin(reading, draft)),
             OR_TARGET_RULE_OBJECT);
    if (row != NULL && row->object == OR_CUES_OBJECT_NONE && or_reads_by_words(reading->language))
        take(reading, draft, or_ideographic_concern(reading, draft), OR_TARGET_RULE_OBJECT);
    if (row != NULL && row->object == OR_CUES_OBJECT_TARGET && draft->target_rule == OR_TARGET_RULE_NONE &&
        draft->act_rule != OR_ACT_RULE_CONTENT && draft->act != OR_ACT_ASK)
        take(reading, draft, meant_by_pronoun(reading, draft, object_begin(reading, draft)),
             OR_TARGET_RULE_PRONOUN);
    if (draft->target_rule == OR_TARGET_RULE_NONE && draft->act_rule == OR_ACT_RULE_CONTENT &&
        draft->act_performed)
        take(reading, draft, target_of_phrase(reading, draft), OR_TARGET_RULE_GOVERNED);
    take_subject_or_opponent(reading, draft);
    /* words of wrongdoing that are laid to nobody report it */
    if (draft->act == OR_ACT_ACCUSE && draft->act_rule == OR_ACT_RULE_CONTENT &&
        draft->target_rule == OR_TARGET_RULE_NONE && !is_laid_to_somebody(reading, draft)) {
        draft->act = OR_ACT_STATE;
        draft->act_rule = OR_ACT_RULE_NONE;
        draft->act_evidence = (OrRange){0, 0};
    }
}
