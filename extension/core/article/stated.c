/*
 * stated.c: what the text says of itself outside its byline: outlet and language.
 */
#include "layout.h"

#include "../lexicon/lexicon.h"

/* How much of a text is enough to know its language. */
#define LANGUAGE_BYTES 4000
#define MAX_OWNER_BYTES 60
#define MAX_SELF_REFERENCE_BYTES 48

void or_take_outlet(OrLayout *layout, const OrOutlet *outlet, int weight)
{
    if (weight <= layout->outlet_weight)
        return;
    layout->outlet_weight = weight;
    layout->article->outlet = outlet->name;
}

/* The page's own day stands above its headline, so a day below weighs more. */
void or_take_date(OrLayout *layout, const OrDateReading *date, int weight)
{
    if (weight <= layout->date_weight)
        return;
    layout->date_weight = weight;
    layout->article->published = date->date;
    layout->article->clock = date->clock;
}

static bool is_word_start(const char *text, uint32_t at, uint32_t begin)
{
    unsigned char c = (unsigned char) text[at];

    if (c >= 0x80)
        return c >= 0xC0;
    return c > ' ' && (at == begin || !or_is_ascii_letter(text[at]) || !or_is_ascii_letter(text[at - 1]));
}

/* What stands between "Copyright" and the owner: the sign, years, dashes, commas. */
static bool skip_year_sign(OrReader *reader)
{
    int32_t c = or_peek_character(reader);

    if (!or_is_dash(c) && c != 0xA9 && c != ',' && !(c >= '0' && c <= '9'))
        return false;
    or_next_character(reader);
    return true;
}

/* Behind "Copyright 2025 " or "© ": the owner, up to a comma or full stop. */
static void read_owner(OrLayout *layout, OrReader reader)
{
    OrReader name;
    OrOutlet outlet;

    while (or_skip_blanks(&reader) || skip_year_sign(&reader))
        ;
    name = reader;
    if (or_read_outlet(&name, &outlet)) {
        or_take_outlet(layout, &outlet, 5);
        return;
    }
    while (name.at < name.end && name.at - reader.at < MAX_OWNER_BYTES && or_peek(&name, 0) != '.' &&
           or_peek(&name, 0) != ',' && or_peek(&name, 0) != '|')
        or_next_character(&name);
    if (or_is_outlet(reader.text, or_trim(reader.text, (OrRange){reader.at, name.at}), &outlet))
        or_take_outlet(layout, &outlet, 4);
}

static void find_owner(OrLayout *layout, OrRange range)
{
    for (uint32_t at = range.begin; at < range.end; at++) {
        OrReader reader = {layout->document->text, at, range.end};
        size_t length;

        if (!is_word_start(reader.text, at, range.begin) ||
            !or_find_press_word(&reader, OR_PRESS_WORDS_KIND_COPYRIGHT, &length))
            continue;
        reader.at += (uint32_t) length;
        read_owner(layout, reader);
    }
}

/* "The Courier has learned": an outlet straight before the words by which outlets report themselves. */
static void find_self_reference(OrLayout *layout, OrRange range)
{
    OrReader reader = {layout->document->text, range.begin, range.end};
    OrOutlet outlet;

    while (reader.at < range.end) {
        OrReader behind = reader;
        size_t length;

        if (!is_word_start(reader.text, reader.at, range.begin) || !or_read_outlet(&behind, &outlet)) {
            or_next_character(&reader);
            continue;
        }
        reader = behind;
        or_skip_blanks(&behind);
        if (or_find_press_word(&behind, OR_PRESS_WORDS_KIND_BY, &length)) /* 环球时报记者获悉 */
            behind.at += (uint32_t) length;
        if (or_find_press_word(&behind, OR_PRESS_WORDS_KIND_SELF_REFERENCE, &length))
            or_take_outlet(layout, &outlet, 1);
    }
}

void or_find_stated_outlets(OrLayout *layout)
{
    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        if (or_layout_block(layout, i)->kind == OR_BLOCK_BOILERPLATE && layout->lines[i].furniture > 0)
            find_owner(layout, layout->lines[i].range);
    }
    if (layout->outlet_weight > 0)
        return;
    for (uint32_t i = 0; i < layout->document->block_count; i++) {
        if (or_layout_block(layout, i)->kind == OR_BLOCK_BODY)
            find_self_reference(layout, layout->lines[i].range);
    }
}

/* Counts over the head of the text, by which languages are told apart. */
typedef struct Script {
    uint32_t words;
    uint32_t common[OR_LANGUAGE_COUNT]; /* words among the commonest of a language */
    uint32_t han;
    uint32_t kana; /* and hangul: Han with them is not Chinese */
} Script;

static void count_script(OrReader *reader, Script *script)
{
    uint32_t begin = reader->at;
    int32_t c = or_next_character(reader);
    OrCharacterClass class = or_character_class((uint32_t) c);

    if (class == OR_CHARACTER_IDEOGRAPH || (c >= 0xAC00 && c <= 0xD7A3)) {
        bool kana = (c >= 0x3040 && c <= 0x30FF) || c >= 0xAC00;

        script->kana += kana;
        script->han += !kana;
        return;
    }
    if (class != OR_CHARACTER_LETTER)
        return;
    while (or_character_class((uint32_t) or_peek_character(reader)) == OR_CHARACTER_LETTER &&
           reader->at < reader->end)
        or_next_character(reader);
    script->words++;
    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        OrString word = {reader->text + begin, reader->at - begin};

        script->common[language] += or_find_function_words((OrLanguage) language, word).count > 0;
    }
}

OrString or_find_language(const OrLayout *layout)
{
    uint32_t length = (uint32_t) layout->document->length;
    OrReader reader = {layout->document->text, 0, length < LANGUAGE_BYTES ? length : LANGUAGE_BYTES};
    Script script = {0};

    while (reader.at < reader.end)
        count_script(&reader, &script);
    if (script.han > script.words && script.kana * 10 < script.han)
        return (OrString){"zh", 2};
    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        if (script.words > script.han && script.common[language] * 5 > script.words)
            return (OrString){or_language_codes[language], 2};
    }
    return (OrString){NULL, 0};
}
