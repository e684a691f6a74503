/*
 * words.c: see words.h.
 */
#include "words.h"

#include <string.h>
#include <strings.h>

static bool listed(const char *const *list, size_t count, OrString word)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(list[i]) == word.length && strncasecmp(list[i], word.data, word.length) == 0)
            return true;
    }
    return false;
}

bool or_is_abbreviation(OrString word, bool *title)
{
    static const char *const titles[] = {"mr",  "mrs", "ms",  "dr",  "gen",  "sen", "sens",   "rep",  "reps",
                                         "gov", "st",  "lt",  "col", "capt", "rev", "prof",   "pres", "hon",
                                         "sgt", "adm", "maj", "amb", "mt",   "vs",  "messrs", "fr",   "supt"};
    static const char *const others[] = {
        "inc",  "corp", "co",   "ltd", "jr",  "sr",    "jan",  "feb",  "mar",  "apr",  "jun",  "jul", "aug",
        "sept", "sep",  "oct",  "nov", "dec", "calif", "fla",  "ariz", "mass", "conn", "tex",  "pa",  "va",
        "vt",   "md",   "mich", "ill", "ky",  "tenn",  "wis",  "minn", "ala",  "ga",   "okla", "ore", "nev",
        "colo", "del",  "etc",  "no",  "v",   "est",   "dept", "univ", "ave",  "blvd", "a.m",  "p.m"};

    *title = listed(titles, sizeof titles / sizeof *titles, word);
    return *title || (listed(others, sizeof others / sizeof *others, word) &&
                      !(word.length == 2 && strncmp(word.data, "no", 2) == 0));
}

bool or_is_function_word(OrString word)
{
    static const char *const words[] = {
        "the",   "a",     "an",     "he",    "she",      "it",     "they",    "we",    "i",  "you", "his",
        "her",   "their", "its",    "our",   "this",     "that",   "these",   "those", "in", "on",  "at",
        "for",   "from",  "with",   "by",    "as",       "but",    "and",     "or",    "so", "if",  "when",
        "while", "after", "before", "since", "although", "though", "however", "there", "is", "are", "was",
        "were",  "not",   "no",     "some",  "many",     "most",   "both",    "one",   "to", "of"};
    return listed(words, sizeof words / sizeof *words, word);
}

bool or_is_speech_verb(OrString word)
{
    static const char *const words[] = {"said", "says", "told", "added", "asked", "wrote", "tweeted", "saying", "noted", "explained", "argued", "insisted", "warned", "continued", "stated", "announced", "declared", "replied"};
    return listed(words, sizeof words / sizeof *words, word);
}
