/*
 * evidence.c: the rules behind a statement's fields, in words.
 */
#include "evidence.h"

static const char *const SPEAKER_RULES[] = {
    [OR_RULE_NO_SPEAKER] = NULL,
    [OR_RULE_NAMED] = "named in the source",
    [OR_RULE_NAMED_BODY] = "a body named in the source",
    [OR_RULE_SHORT_NAME] = "a short form of a name given in full elsewhere",
    [OR_RULE_PRONOUN] =
        "a pronoun; the best candidate by nearness, role in the sentence, gender and who spoke last",
    [OR_RULE_ROLE] = "a role; the best candidate whose office fits it",
    [OR_RULE_BODY_AGAIN] = "a body named before, called by its kind",
    [OR_RULE_NAMED_LATER] = "a role whose holder the text names soon after",
    [OR_RULE_UNNAMED] = "not named; as the text has it",
    [OR_RULE_DOCUMENT] = "a document; who spoke through it before",
    [OR_RULE_CARRIED] = "no source; the speaker before goes on",
    [OR_RULE_TURN_LABEL] = "the label of the turn",
    [OR_RULE_TURN_HEADING] = "the label of the turn, and the name in the heading",
};

static const char *const OWNER_RULES[] = {
    [OR_OWNER_BESIDE] = "the organisation beside the title or name",
    [OR_OWNER_KIND] = "called by its kind; the body of that kind that the text speaks of before",
    [OR_OWNER_PRONOUN] = "a pronoun; the body that the sentences before are about",
    [OR_OWNER_TOPIC] = "not told beside the title; the body that the sentences before are about",
    [OR_OWNER_BEFORE] = "not told beside the title; the body that somebody spoke for in the same role before",
};

static const char *const ACT_RULES[] = {
    [OR_ACT_RULE_NONE] = "no word of cue or content says more",
    [OR_ACT_RULE_CUE] = "the cue",
    [OR_ACT_RULE_NEGATED] = "the cue is negated",
    [OR_ACT_RULE_DISMISSAL] = "the cue rejects a claim",
    [OR_ACT_RULE_CONTENT] = "the words of the content",
    [OR_ACT_RULE_SIGNS] = "whom the content speaks of, and how",
    [OR_ACT_RULE_TURN] = "the turn is a questioner's",
};

static const char *const TARGET_RULES[] = {
    [OR_TARGET_RULE_NONE] = NULL,
    [OR_TARGET_RULE_OBJECT] = "the object of the cue",
    [OR_TARGET_RULE_PRONOUN] = "the object of the cue is a pronoun; who was named before",
    [OR_TARGET_RULE_MEANT] = "the words that are the act are said of a pronoun; who was named before",
    [OR_TARGET_RULE_SUBJECT] = "the words that are the act are said of it",
    [OR_TARGET_RULE_GOVERNED] = "governed by the words that are the act",
    [OR_TARGET_RULE_OTHER_SIDE] = "the first in the content that is not of the speaker's side",
};

static const char *const SAID_RULES[] = {
    [OR_SAID_RULE_NONE] = NULL,
    [OR_SAID_RULE_SENTENCE] = "the date in the sentence of the cue",
    [OR_SAID_RULE_CARRIED] = "the date of the speaker's statement before",
    [OR_SAID_RULE_SIDE] = "the date of a statement before by the body that the speaker speaks for",
    [OR_SAID_RULE_TOLD] = "the day of the occasion that the text tells of",
    [OR_SAID_RULE_OCCASION] = "the day of the briefing",
};

static OrString slice(const OrReading *reading, OrRange bytes)
{
    if (or_range_is_empty(bytes))
        return (OrString){NULL, 0};
    return (OrString){reading->document->written + bytes.begin, bytes.end - bytes.begin};
}

static OrRange name_bytes(const OrReading *reading, uint32_t name)
{
    return name == OR_NO_INDEX ? (OrRange){0, 0} : or_byte_range(reading, reading->names[name].tokens);
}

/* What is told beside the name in the source itself, or where the speaker is named elsewhere. */
static void explain_title(const OrReading *reading, const OrSpeaker *speaker, OrRange source,
                          OrExplanation *explanation)
{
    OrRange title = speaker->office.title;
    bool inside = title.begin >= source.begin && title.end <= source.end;

    if (!or_range_is_empty(title))
        *explanation =
            (OrExplanation){inside ? "the title in the source" : "the title beside the name of the speaker",
                            slice(reading, title)};
}

static void explain_organisation(const OrReading *reading, const OrSpeaker *speaker,
                                 OrExplanation *explanation)
{
    const OrOffice *office = &speaker->office;

    if (!or_range_is_empty(office->organisation))
        *explanation = (OrExplanation){OWNER_RULES[office->owner_rule], slice(reading, office->organisation)};
    else if (office->organisation_entity != OR_NO_INDEX)
        *explanation = (OrExplanation){
            office->owner_rule == OR_OWNER_BESIDE ? "the body that the speaker is said to belong to"
                                                  : OWNER_RULES[office->owner_rule],
            slice(reading, or_byte_range(reading, reading->entities[office->organisation_entity].name))};
}

static void explain_speaker(const OrReading *reading, const OrSpeaker *speaker, OrExplanation *explanations)
{
    OrRange source = or_byte_range(reading, speaker->source);

    explanations[OR_EXPLAINED_SPEAKER] =
        (OrExplanation){SPEAKER_RULES[speaker->rule], slice(reading, source)};
    if (or_range_is_empty(source))
        explanations[OR_EXPLAINED_SPEAKER].evidence = slice(reading, name_bytes(reading, speaker->evidence));
    if (speaker->kind == OR_SPEAKER_BODY)
        return;
    explain_title(reading, speaker, source, &explanations[OR_EXPLAINED_TITLE]);
    explain_organisation(reading, speaker, &explanations[OR_EXPLAINED_ORGANISATION]);
}

void or_explain_draft(const OrReading *reading, const OrDraft *draft, OrExplanation *explanations)
{
    for (int i = 0; i < OR_EXPLAINED_COUNT; i++)
        explanations[i] = (OrExplanation){NULL, {NULL, 0}};
    explain_speaker(reading, &draft->speaker, explanations);
    explanations[OR_EXPLAINED_SAID] =
        (OrExplanation){SAID_RULES[draft->said_rule], slice(reading, draft->said_evidence)};
    explanations[OR_EXPLAINED_ACT] = (OrExplanation){
        ACT_RULES[draft->act_rule], slice(reading, or_byte_range(reading, draft->act_evidence))};
    explanations[OR_EXPLAINED_TARGET] =
        (OrExplanation){TARGET_RULES[draft->target_rule], slice(reading, draft->target)};
}
