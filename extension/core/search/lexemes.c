/*
 * lexemes.c: from a token to what is indexed for it.
 */
#include <stdio.h>
#include <string.h>

#include "aliases.h"
#include "forms.h"
#include "lexicon/lexicon.h"
#include "segmenter.h"
#include "text/dates.h"
#include "words.h"

/* What goes on after a beginning such as "cyber" must be a word too. */
#define SHORTEST_SECOND_PART 3

/* Endings of inflection and derivation that a compound's second word may take. */
#define LONGEST_COMPOUND_ENDING 5

static void add(OrLexemes *lexemes, OrString string, uint8_t variant, bool advances)
{
    if (lexemes->count == OR_MAX_LEXEMES || string.length == 0 ||
        lexemes->used + string.length + 1 > OR_LEXEME_BYTES)
        return;
    lexemes->items[lexemes->count++] = (OrLexeme){lexemes->used, (uint16_t) string.length, variant, advances};
    memcpy(lexemes->bytes + lexemes->used, string.data, string.length);
    lexemes->bytes[lexemes->used + string.length] = '\0';
    lexemes->used += string.length + 1;
}

static bool is_stop(OrLanguage language, OrString word)
{
    return or_find_search_stops(language, word).count > 0;
}

static void add_simple_word(OrLexemes *lexemes, OrForm *form, uint8_t variant, bool advances)
{
    or_spell_american(form);
    or_stem_word(form);
    add(lexemes, or_form_string(form), variant, advances);
}

static bool compound_applies(const OrSearchCompoundsRow *row, size_t rest)
{
    switch (row->applies) {
    case OR_SEARCH_COMPOUNDS_APPLIES_WORD:
        return rest == 0;
    case OR_SEARCH_COMPOUNDS_APPLIES_STEM:
        return rest <= LONGEST_COMPOUND_ENDING;
    case OR_SEARCH_COMPOUNDS_APPLIES_BEGINNING:
        return rest >= SHORTEST_SECOND_PART;
    }
    return false;
}

static void join_form(OrForm *form, OrString first, OrString second)
{
    memcpy(form->bytes, first.data, first.length);
    if (second.length > 0)
        memcpy(form->bytes + first.length, second.data, second.length);
    form->length = first.length + second.length;
    form->bytes[form->length] = '\0';
}

/* A compound written as one word is its two words. */
static bool add_compound(OrLexemes *lexemes, const OrForm *form)
{
    size_t length;
    OrSearchCompoundsMatch found =
        or_find_longest_search_compounds(OR_LANGUAGE_EN, or_form_string(form), &length);
    OrString rest = {form->bytes + length, form->length - length};
    OrForm part;
    OrString second;
    bool first_is_indexed;

    if (found.count == 0 || !compound_applies(&found.rows[0], rest.length))
        return false;
    join_form(&part, or_lexicon_string(found.rows[0].first), (OrString){NULL, 0});
    first_is_indexed = !is_stop(OR_LANGUAGE_EN, or_form_string(&part));
    if (first_is_indexed)
        add_simple_word(lexemes, &part, 0, false);
    second = or_lexicon_string(found.rows[0].second);
    if (second.length + rest.length == 0)
        return true;
    join_form(&part, second.data != NULL ? second : (OrString){"", 0}, rest);
    add_simple_word(lexemes, &part, 0, true);
    return true;
}

/* Hyphens that were kept inside a word are those that make no difference. */
static void drop_hyphens(OrForm *form)
{
    size_t length = 0;

    for (size_t i = 0; i < form->length; i++) {
        if (form->bytes[i] == '-')
            continue;
        if (form->length - i >= 3 && memcmp(form->bytes + i, "\xE2\x80\x90", 3) == 0) {
            i += 2;
            continue;
        }
        form->bytes[length++] = form->bytes[i];
    }
    form->bytes[length] = '\0';
    form->length = length;
}

static void add_word(OrLexemes *lexemes, OrString token)
{
    OrForm form;

    if (or_apostrophe_width(token.data, token.length, 0) > 0)
        return;
    or_fold_word(token, false, false, &form);
    drop_hyphens(&form);
    if (is_stop(OR_LANGUAGE_EN, or_form_string(&form)))
        return;
    if (!add_compound(lexemes, &form))
        add_simple_word(lexemes, &form, 0, false);
}

/*
 * The letters of initials and the parts of AT&T, as a second variant: a query
 * may have been taken apart at their marks before it gets here.
 */
static void add_parts(OrLexemes *lexemes, OrString token)
{
    size_t begin = 0;

    for (size_t i = 0; i <= token.length; i++) {
        OrForm form;

        if (i < token.length && or_is_ascii_alnum(token.data[i]))
            continue;
        or_fold_word((OrString){token.data + begin, i - begin}, false, false, &form);
        begin = i + 1;
        if (i < token.length || lexemes->count > 1)
            add(lexemes, or_form_string(&form), 1, false);
    }
}

/* NGOs are NGO; capitals are not stemmed. */
static void add_acronym(OrLexemes *lexemes, OrString token)
{
    OrForm form;

    or_fold_word(token, true, false, &form);
    if (form.length > 2 && token.data[token.length - 1] == 's' && token.data[token.length - 2] != '.' &&
        token.data[token.length - 2] < 'a')
        form.length--;
    add(lexemes, or_form_string(&form), 0, false);
    add_parts(lexemes, token);
}

/* In a heading, the word that is read and the acronym that it may be. */
static void add_capitals(OrLexemes *lexemes, OrString token)
{
    OrForm form;
    OrString first;

    add_word(lexemes, token);
    if (lexemes->count != 1)
        return;
    or_fold_word(token, true, false, &form);
    first = (OrString){lexemes->bytes, lexemes->items[0].length};
    if (first.length != form.length || memcmp(first.data, form.bytes, form.length) != 0)
        add(lexemes, or_form_string(&form), 1, false);
}

static void add_folded(OrLexemes *lexemes, OrString token)
{
    OrForm form;

    or_fold_word(token, false, false, &form);
    add(lexemes, or_form_string(&form), 0, false);
}

/* F-16 is F16, and several of them are F-16s; but the 1990s are not 1990. */
static void add_code(OrLexemes *lexemes, OrString token)
{
    OrForm form;

    or_fold_word(token, true, false, &form);
    if (form.length > 2 && form.bytes[form.length - 1] == 's' &&
        or_is_ascii_digit(form.bytes[form.length - 2]) && !or_is_ascii_digit(form.bytes[0]))
        form.length--;
    add(lexemes, or_form_string(&form), 0, false);
}

/* 1,000 is 1000, and 007 is 007. */
static void add_number(OrLexemes *lexemes, OrString token)
{
    OrForm form;
    size_t length = 0;

    or_fold_word(token, false, false, &form);
    for (size_t i = 0; i < form.length; i++)
        if (form.bytes[i] != ',')
            form.bytes[length++] = form.bytes[i];
    add(lexemes, (OrString){form.bytes, length}, 0, false);
}

static void add_host(OrLexemes *lexemes, OrString token)
{
    OrForm form;
    OrString host;

    or_fold_word(token, false, false, &form);
    host = or_form_string(&form);
    if (host.length > 4 && memcmp(host.data, "www.", 4) == 0)
        host = (OrString){host.data + 4, host.length - 4};
    add(lexemes, host, 0, false);
}

static void add_ideographs(OrLexemes *lexemes, OrString token)
{
    OrForm form;
    char simplified[OR_FORM_BYTES];
    size_t length = 0;

    or_fold_word(token, false, false, &form);
    or_simplify(or_form_string(&form), simplified, &length, sizeof(simplified));
    if (!is_stop(OR_LANGUAGE_ZH, (OrString){simplified, length}))
        add(lexemes, (OrString){simplified, length}, 0, false);
}

/* The longest English name of a month, as a text that spells it out is indexed. */
static void add_month(OrLexemes *lexemes, int month)
{
    OrCalendarMatch all = or_all_calendar(OR_LANGUAGE_EN);
    OrString longest = {NULL, 0};
    OrForm form;

    for (uint32_t i = 0; i < all.count; i++) {
        OrString name = or_lexicon_string(all.rows[i].form);

        if (all.rows[i].kind == OR_CALENDAR_KIND_MONTH && all.rows[i].value == month &&
            name.length > longest.length)
            longest = name;
    }
    if (longest.data == NULL)
        return;
    join_form(&form, longest, (OrString){NULL, 0});
    add_simple_word(lexemes, &form, 0, false);
}

/*
 * A date is indexed as all that it says, so that a shorter one finds it: the
 * day, the month of the year, the day of whatever year, and the plain words.
 */
static void add_date(OrLexemes *lexemes, OrString token)
{
    OrDateReading reading;
    char text[32];

#define ADD_FORMAT(...)                                                                                      \
    add(lexemes, (OrString){text, (size_t) snprintf(text, sizeof(text), __VA_ARGS__)}, 0, false)
    if (!or_read_date(token.data, 0, (uint32_t) token.length, &reading)) {
        add_word(lexemes, token);
        return;
    }
    if (reading.has_year && reading.date.month > 0 && reading.date.day > 0)
        ADD_FORMAT("%04d-%02d-%02d", reading.date.year, reading.date.month, reading.date.day);
    if (reading.has_year && reading.date.month > 0)
        ADD_FORMAT("%04d-%02d", reading.date.year, reading.date.month);
    if (reading.has_year)
        ADD_FORMAT("%d", reading.date.year);
    if (reading.date.month > 0 && reading.date.day > 0)
        ADD_FORMAT("--%02d-%02d", reading.date.month, reading.date.day);
    if (reading.date.day > 0)
        ADD_FORMAT("%d", reading.date.day);
#undef ADD_FORMAT
    if (reading.date.month > 0)
        add_month(lexemes, reading.date.month);
}

void or_find_lexemes(const OrAliases *aliases, OrSearchClass class, OrString token, OrLexemes *lexemes)
{
    const OrSearchAlias *alias;

    lexemes->count = lexemes->used = 0;
    switch (class) {
    case OR_SEARCH_WORD:
        add_word(lexemes, token);
        break;
    case OR_SEARCH_ACRONYM:
        add_acronym(lexemes, token);
        break;
    case OR_SEARCH_CAPITALS:
        add_capitals(lexemes, token);
        break;
    case OR_SEARCH_NAME:
    case OR_SEARCH_FOREIGN:
    case OR_SEARCH_ADDRESS:
        add_folded(lexemes, token);
        break;
    case OR_SEARCH_CODE:
        add_code(lexemes, token);
        break;
    case OR_SEARCH_NUMBER:
        add_number(lexemes, token);
        break;
    case OR_SEARCH_DATE:
        add_date(lexemes, token);
        break;
    case OR_SEARCH_ALIAS:
        alias = or_match_alias(aliases, token);
        if (alias != NULL)
            or_alias_lexemes(alias, lexemes);
        else
            add_word(lexemes, token);
        break;
    case OR_SEARCH_IDEOGRAPHS:
        add_ideographs(lexemes, token);
        break;
    case OR_SEARCH_HOST:
        add_host(lexemes, token);
        break;
    case OR_SEARCH_POSSESSIVE:
    case OR_SEARCH_OTHER:
    case OR_SEARCH_BLANK:
        break;
    }
}
