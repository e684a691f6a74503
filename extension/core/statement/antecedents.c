/*
 * antecedents.c: what a source without a name of its own points back to.
 *
 * A pronoun may stand for somebody who has no name: "A woman in the queue shook
 * her head. She said". Such a phrase is the subject of its sentence, so it is
 * looked for where subjects stand, at the beginning. A document speaks for who
 * made it, told beside it ("a survey by the chamber") or before ("warned in a
 * statement").
 */
#include "antecedents.h"

#define LONGEST_SUBJECT 16
#define DOCUMENT_SENTENCES 6

static OrRange sentence_tokens(const OrReading *reading, uint32_t sentence)
{
    return reading->document->sentences[sentence].tokens;
}

/* A name other than a state's: "an Orlandic woman" has none. */
static bool is_named(const OrReading *reading, uint32_t token)
{
    return reading->name_at[token] > 0 &&
           reading->entities[reading->names[reading->name_at[token] - 1].entity].kind != OR_ENTITY_STATE;
}

/* The subject that opens a sentence, up to its verb; empty where a name stands in it or no verb follows. */
static OrRange opening_subject(const OrReading *reading, OrRange tokens)
{
    OrRange subject = {tokens.begin, tokens.begin};

    while (subject.begin < tokens.end &&
           or_word_is(reading, subject.begin, OR_WORD(CONJUNCTION) | OR_WORD(ADVERB)) &&
           reading->name_at[subject.begin] == 0)
        subject.begin++;
    for (subject.end = subject.begin; subject.end < tokens.end; subject.end++) {
        uint8_t kind = reading->document->tokens[subject.end].kind;

        if (is_named(reading, subject.end) || kind == OR_TOKEN_QUOTE ||
            subject.end - subject.begin > LONGEST_SUBJECT)
            return (OrRange){0, 0};
        /* "shook | her head": a verb that no list knows */
        if (subject.end > subject.begin + 2 &&
            or_word_is(reading, subject.end, OR_WORD(DETERMINER) | OR_WORD(POSSESSOR)) &&
            !or_word_is(reading, subject.end - 1, OR_WORD(PREPOSITION))) {
            subject.end--;
            return subject;
        }
        if (subject.end > subject.begin &&
            (or_word_is(reading, subject.end, OR_WORD(AUXILIARY)) || or_is_verb_form(reading, subject.end)) &&
            !or_word_is(reading, subject.end, OR_WORD(ROLE) | OR_WORD(BODY) | OR_WORD(DOCUMENT)))
            return subject;
    }
    return (OrRange){0, 0};
}

/* The role or body that is the head of a phrase: the last before its first preposition or comma. */
static uint32_t head_of(const OrReading *reading, OrRange phrase)
{
    uint32_t head = OR_NO_INDEX;

    for (uint32_t t = phrase.begin; t < phrase.end; t++) {
        if (or_word_is(reading, t, OR_WORD(PREPOSITION) | OR_WORD(RELATIVE)) ||
            reading->document->tokens[t].kind == OR_TOKEN_PUNCTUATION)
            break;
        head = or_word_is(reading, t, OR_WORD(ROLE) | OR_WORD(BODY)) ? t : OR_NO_INDEX;
    }
    return head;
}

static bool may_stand_for(const OrReading *reading, const OrVocabularyRow *pronoun, uint32_t head)
{
    const OrVocabularyRow *role = or_word_row(reading, head, OR_VOCABULARY_CLASS_ROLE);
    const OrVocabularyRow *row = role != NULL ? role : or_word_row(reading, head, OR_VOCABULARY_CLASS_BODY);
    bool thing = or_same_string(or_lexicon_string(pronoun->value), (OrString){"third_thing", 11});

    if (row == NULL || row->plural != pronoun->plural)
        return false;
    if (pronoun->plural)
        return true;
    return thing
               ? role == NULL
               : role != NULL && ((int) role->gender == OR_GENDER_UNKNOWN || role->gender == pronoun->gender);
}

OrRange or_phrase_antecedent(const OrReading *reading, uint32_t pronoun, const OrVocabularyRow *row)
{
    uint32_t sentence = or_sentence_of(reading, pronoun);
    const OrSentence *all = reading->document->sentences;

    for (uint32_t s = sentence + 1; s > 0 && s + 1 > sentence; s--) {
        OrRange tokens = sentence_tokens(reading, s - 1);
        OrRange subject;
        uint32_t head;

        if (all[s - 1].block != all[sentence].block)
            break;
        if (s - 1 == sentence)
            tokens.end = pronoun;
        subject = opening_subject(reading, tokens);
        head = or_range_is_empty(subject) ? OR_NO_INDEX : head_of(reading, subject);
        if (head != OR_NO_INDEX && may_stand_for(reading, row, head))
            return subject;
        if (subject.end > subject.begin || (s - 1 < sentence))
            break;
    }
    return (OrRange){0, 0};
}

OrRange or_document_author(const OrReading *reading, OrRange source, uint32_t core)
{
    for (uint32_t t = core; t + 1 < source.end; t++) {
        if (or_word_is(reading, t, OR_WORD(AUTHOR)))
            return (OrRange){t + 1, or_phrase_end(reading, t + 1, source.end)};
        if (or_word_is(reading, t, OR_WORD(RELATIVE)))
            break;
    }
    return (OrRange){source.end, source.end};
}

/* The words of a document stand in a sentence, outside quotations. */
static bool mentions(const OrReading *reading, OrRange tokens, OrString word)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        const OrVocabularyRow *row = or_word_row(reading, t, OR_VOCABULARY_CLASS_DOCUMENT);

        if (row != NULL && or_same_string(or_lexicon_string(row->word), word) &&
            !or_word_is(reading, t, OR_WORD_QUOTED))
            return true;
    }
    return false;
}

const OrSpeaker *or_document_speaker(const OrReading *reading, uint32_t document, const OrSpeaker *before,
                                     uint32_t before_count)
{
    const OrVocabularyRow *row = or_word_row(reading, document, OR_VOCABULARY_CLASS_DOCUMENT);
    uint32_t sentence = or_sentence_of(reading, document);

    for (uint32_t i = before_count; row != NULL && i > 0; i--) {
        const OrSpeaker *speaker = &before[i - 1];
        uint32_t in;

        if (or_range_is_empty(speaker->source))
            continue;
        in = or_sentence_of(reading, speaker->source.begin);
        if (in > sentence || sentence - in > DOCUMENT_SENTENCES)
            break;
        if (in < sentence && mentions(reading, sentence_tokens(reading, in), or_lexicon_string(row->word)))
            return speaker;
    }
    return NULL;
}
