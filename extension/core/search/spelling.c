/*
 * spelling.c: American spelling of folded English words.
 *
 * Words whose letters change inside ("labour", "defence") are in the lexicon,
 * by their beginning. The many verbs in -ise follow a rule instead: "-is" and
 * an ending become "-iz", except where the lexicon says that the word keeps
 * its s ("advise", "exercise").
 */
#include <string.h>

#include "forms.h"
#include "lexicon/lexicon.h"

static bool ends_with(const OrForm *form, const char *ending, size_t length)
{
    return form->length >= length && memcmp(form->bytes + form->length - length, ending, length) == 0;
}

/* Put `with` in the place of the first `old_length` bytes. */
static void replace_start(OrForm *form, size_t old_length, OrString with)
{
    size_t rest = form->length - old_length;

    if (with.length + rest > OR_FORM_BYTES)
        return;
    memmove(form->bytes + with.length, form->bytes + old_length, rest + 1);
    memcpy(form->bytes, with.data, with.length);
    form->length = with.length + rest;
}

static bool is_inflection(const char *ending)
{
    static const char *const endings[] = {"", "s", "d", "ed", "r", "er", "ers", "ing", "ful", "ment"};

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (strcmp(ending, endings[i]) == 0)
            return true;
    return false;
}

static bool applies(const OrSearchSpellingsRow *row, const char *ending)
{
    switch (row->applies) {
    case OR_SEARCH_SPELLINGS_APPLIES_START:
        return true;
    case OR_SEARCH_SPELLINGS_APPLIES_WORD:
        return ending[0] == '\0';
    case OR_SEARCH_SPELLINGS_APPLIES_INFLECTED:
        return is_inflection(ending);
    case OR_SEARCH_SPELLINGS_APPLIES_DOUBLED:
        return ending[0] == 'e' || ending[0] == 'i' || ending[0] == 'o';
    case OR_SEARCH_SPELLINGS_APPLIES_KEEPS_S:
        break;
    }
    return false;
}

/* The place of the s in -ise, -ised, -ising, -isation ..., or 0. */
static size_t find_british_s(const OrForm *form)
{
    static const char *const endings[] = {"ise",   "ises",    "ised",     "ising",  "iser",
                                          "isers", "isation", "isations", "isable", "isational"};
    size_t shortest_stem = 3;

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t length = strlen(endings[i]);

        if (form->length >= length + shortest_stem && ends_with(form, endings[i], length))
            return form->length - length + 1;
    }
    return 0;
}

/* Does the lexicon know the verb that ends in -ise at `s` as one that keeps its s? */
static bool keeps_s(const OrForm *form, size_t s)
{
    OrForm verb = *form;
    OrSearchSpellingsMatch found;

    verb.bytes[s + 1] = 'e';
    found = or_find_search_spellings(OR_LANGUAGE_EN, (OrString){verb.bytes, s + 2});
    return found.count > 0 && found.rows[0].applies == OR_SEARCH_SPELLINGS_APPLIES_KEEPS_S;
}

void or_spell_american(OrForm *form)
{
    size_t length;
    OrSearchSpellingsMatch found =
        or_find_longest_search_spellings(OR_LANGUAGE_EN, or_form_string(form), &length);
    size_t s;

    if (found.count > 0 && applies(&found.rows[0], form->bytes + length))
        replace_start(form, length, or_lexicon_string(found.rows[0].american));
    s = find_british_s(form);
    if (s > 0 && !keeps_s(form, s))
        form->bytes[s] = 'z';
}
