/*
 * stem.c: the English stemmer.
 *
 * Porter's second algorithm ("Porter2", published by Martin Porter), with the
 * lexicon's exceptions before it. It takes endings off in five steps. R1 is
 * what follows the first consonant after a vowel, R2 the same again within R1;
 * an ending goes only where it lies in the region that its step names, so that
 * something like a word remains. A y that is a consonant is written Y meanwhile.
 */
#include <string.h>

#include "forms.h"
#include "lexicon/lexicon.h"

typedef struct Stemmer {
    char *word;
    size_t length;
    size_t r1;
    size_t r2;
} Stemmer;

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool has_ending(const Stemmer *s, const char *ending)
{
    size_t length = strlen(ending);

    return s->length >= length && memcmp(s->word + s->length - length, ending, length) == 0;
}

/* Is there a vowel before the last `tail` letters? */
static bool has_vowel_before(const Stemmer *s, size_t tail)
{
    for (size_t i = 0; i + tail < s->length; i++)
        if (is_vowel(s->word[i]))
            return true;
    return false;
}

/* A vowel between consonants, the last not w, x or Y; or a vowel and a consonant that are the whole word. */
static bool ends_in_short_syllable(const Stemmer *s, size_t length)
{
    const char *w = s->word;

    if (length == 2)
        return is_vowel(w[0]) && !is_vowel(w[1]);
    return length > 2 && !is_vowel(w[length - 3]) && is_vowel(w[length - 2]) && !is_vowel(w[length - 1]) &&
           strchr("wxY", w[length - 1]) == NULL;
}

static bool is_short(const Stemmer *s)
{
    return s->r1 >= s->length && ends_in_short_syllable(s, s->length);
}

static bool ends_in_double(const Stemmer *s)
{
    return s->length >= 2 && s->word[s->length - 1] == s->word[s->length - 2] &&
           strchr("bdfgmnprt", s->word[s->length - 1]) != NULL;
}

static size_t region_after(const Stemmer *s, size_t from)
{
    for (size_t i = from + 1; i < s->length; i++)
        if (!is_vowel(s->word[i]) && is_vowel(s->word[i - 1]))
            return i + 1;
    return s->length;
}

static void find_regions(Stemmer *s)
{
    static const char *const beginnings[] = {"gener", "commun", "arsen"};

    s->r1 = region_after(s, 0);
    for (size_t i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++) {
        size_t length = strlen(beginnings[i]);

        if (s->length >= length && memcmp(s->word, beginnings[i], length) == 0)
            s->r1 = length;
    }
    s->r2 = s->r1 < s->length ? region_after(s, s->r1) : s->length;
}

static void mark_consonant_y(Stemmer *s)
{
    for (size_t i = 0; i < s->length; i++)
        if (s->word[i] == 'y' && (i == 0 || is_vowel(s->word[i - 1])))
            s->word[i] = 'Y';
}

static void cut(Stemmer *s, size_t letters)
{
    s->length -= letters;
}

static void replace_ending(Stemmer *s, size_t letters, const char *with)
{
    size_t length = strlen(with);

    memcpy(s->word + s->length - letters, with, length);
    s->length += length - letters;
}

/* Plurals. */
static void step_1a(Stemmer *s)
{
    if (has_ending(s, "sses"))
        cut(s, 2);
    else if (has_ending(s, "ied") || has_ending(s, "ies"))
        cut(s, s->length > 4 ? 2 : 1);
    else if (has_ending(s, "us") || has_ending(s, "ss"))
        return;
    else if (has_ending(s, "s") && s->length > 2 && has_vowel_before(s, 2))
        cut(s, 1);
}

/* What "hopping", "hoped" and "fished" leave when their ending is gone. */
static void mend_verb(Stemmer *s)
{
    if (has_ending(s, "at") || has_ending(s, "bl") || has_ending(s, "iz"))
        replace_ending(s, 0, "e");
    else if (ends_in_double(s))
        cut(s, 1);
    else if (is_short(s))
        replace_ending(s, 0, "e");
}

/* -ed, -ing. */
static void step_1b(Stemmer *s)
{
    static const char *const endings[] = {"ingly", "edly", "ing", "ed"};

    if (has_ending(s, "eedly") || has_ending(s, "eed")) {
        size_t letters = has_ending(s, "eedly") ? 5 : 3;

        if (s->length - letters >= s->r1)
            replace_ending(s, letters, "ee");
        return;
    }
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t letters = strlen(endings[i]);

        if (!has_ending(s, endings[i]))
            continue;
        if (has_vowel_before(s, letters)) {
            cut(s, letters);
            mend_verb(s);
        }
        return;
    }
}

static void step_1c(Stemmer *s)
{
    if (s->length > 2 && (has_ending(s, "y") || has_ending(s, "Y")) && !is_vowel(s->word[s->length - 2]))
        s->word[s->length - 1] = 'i';
}

typedef struct Ending {
    const char *ending;
    const char *with;
} Ending;

/* The longest of the endings, which stand in that order; NULL where the word has none. */
static const Ending *find_ending(const Stemmer *s, const Ending *endings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (has_ending(s, endings[i].ending))
            return &endings[i];
    return NULL;
}

/* Letters that may stand before -li where it is an ending. */
static bool allows_li(char c)
{
    return strchr("cdeghkmnrt", c) != NULL;
}

static void step_2(Stemmer *s)
{
    static const Ending endings[] = {
        {"ational", "ate"}, {"fulness", "ful"}, {"iveness", "ive"}, {"ization", "ize"}, {"ousness", "ous"},
        {"biliti", "ble"},  {"lessli", "less"}, {"tional", "tion"}, {"alism", "al"},    {"aliti", "al"},
        {"ation", "ate"},   {"entli", "ent"},   {"fulli", "ful"},   {"iviti", "ive"},   {"ousli", "ous"},
        {"abli", "able"},   {"alli", "al"},     {"anci", "ance"},   {"ator", "ate"},    {"enci", "ence"},
        {"izer", "ize"},    {"bli", "ble"},     {"ogi", "og"},      {"li", ""}};
    const Ending *found = find_ending(s, endings, sizeof(endings) / sizeof(endings[0]));
    size_t letters = found != NULL ? strlen(found->ending) : 0;
    size_t stem = s->length - letters;

    if (found == NULL || stem < s->r1)
        return;
    if (strcmp(found->ending, "li") == 0 && (stem == 0 || !allows_li(s->word[stem - 1])))
        return;
    if (strcmp(found->ending, "ogi") == 0 && (stem == 0 || s->word[stem - 1] != 'l'))
        return;
    replace_ending(s, letters, found->with);
}

static void step_3(Stemmer *s)
{
    static const Ending endings[] = {{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"},
                                     {"ative", ""},      {"icate", "ic"},    {"iciti", "ic"},
                                     {"ical", "ic"},     {"ness", ""},       {"ful", ""}};
    const Ending *found = find_ending(s, endings, sizeof(endings) / sizeof(endings[0]));
    size_t letters = found != NULL ? strlen(found->ending) : 0;
    size_t stem = s->length - letters;

    if (found == NULL || stem < s->r1 || (strcmp(found->ending, "ative") == 0 && stem < s->r2))
        return;
    replace_ending(s, letters, found->with);
}

static void step_4(Stemmer *s)
{
    static const Ending endings[] = {{"ement", ""}, {"able", ""}, {"ance", ""}, {"ence", ""}, {"ible", ""},
                                     {"ment", ""},  {"ant", ""},  {"ate", ""},  {"ent", ""},  {"ion", ""},
                                     {"ism", ""},   {"iti", ""},  {"ive", ""},  {"ize", ""},  {"ous", ""},
                                     {"al", ""},    {"er", ""},   {"ic", ""}};
    const Ending *found = find_ending(s, endings, sizeof(endings) / sizeof(endings[0]));
    size_t letters = found != NULL ? strlen(found->ending) : 0;
    size_t stem = s->length - letters;

    if (found == NULL || stem < s->r2)
        return;
    if (strcmp(found->ending, "ion") == 0 && (stem == 0 || strchr("st", s->word[stem - 1]) == NULL))
        return;
    cut(s, letters);
}

static void step_5(Stemmer *s)
{
    if (has_ending(s, "e")) {
        size_t stem = s->length - 1;

        if (stem >= s->r2 || (stem >= s->r1 && !ends_in_short_syllable(s, stem)))
            cut(s, 1);
    } else if (has_ending(s, "ll") && s->length - 1 >= s->r2) {
        cut(s, 1);
    }
}

static void unmark_y(Stemmer *s)
{
    for (size_t i = 0; i < s->length; i++)
        if (s->word[i] == 'Y')
            s->word[i] = 'y';
}

/* The word needs one byte of room behind it. */
size_t or_stem_english(char *word, size_t length)
{
    Stemmer s = {word, length, 0, 0};

    if (length <= 2)
        return length;
    mark_consonant_y(&s);
    find_regions(&s);
    step_1a(&s);
    step_1b(&s);
    step_1c(&s);
    step_2(&s);
    step_3(&s);
    step_4(&s);
    step_5(&s);
    unmark_y(&s);
    return s.length;
}

static bool is_plain(const OrForm *form)
{
    for (size_t i = 0; i < form->length; i++)
        if (form->bytes[i] < 'a' || form->bytes[i] > 'z')
            return false;
    return true;
}

/* Put the lexicon's stem in the place of the word. A stem that stands there itself is stemmed no further. */
static bool is_settled(OrForm *form)
{
    OrSearchStemsMatch exception = or_find_search_stems(OR_LANGUAGE_EN, or_form_string(form));
    OrString stem;

    if (exception.count == 0)
        return false;
    stem = or_lexicon_string(exception.rows[0].stem);
    memcpy(form->bytes, stem.data, stem.length);
    form->length = stem.length;
    return or_find_search_stems(OR_LANGUAGE_EN, stem).count > 0;
}

void or_stem_word(OrForm *form)
{
    if (!is_settled(form) && is_plain(form) && form->length < OR_FORM_BYTES)
        form->length = or_stem_english(form->bytes, form->length);
    form->bytes[form->length] = '\0';
}
