/*
 * offices.c: titles and organisations out of the phrase around a role word.
 *
 * Before the role stand, in this order, whose it is, the organisation and what
 * kind of role it is: "Velland's | coast guard | deputy commander", "Foreign
 * Ministry | spokesperson". The last head word of a body before the role ends
 * the organisation; without one, a possessor that is no state is it. Ministers
 * and secretaries are of what they are minister of, which stays in their title
 * ("Treasury Secretary").
 *
 * Behind the role, "at", "with" and "from" lead to the organisation; "of" and
 * "for" do so when nothing else does and they lead to a name or to a body:
 * "director of the Harbour Board" but "director of research at the Harbour
 * Board".
 */
#include "reading.h"

#include <string.h>

OrOffice or_no_office(void)
{
    return (OrOffice){{0, 0}, {0, 0}, OR_NO_INDEX, OR_NO_INDEX, -1, OR_OWNER_BESIDE};
}

static bool has_value(const OrVocabularyRow *row, const char *value, size_t length)
{
    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){value, length});
}

/* "expert on the navy" */
static bool leads_to_subject(const OrReading *reading, uint32_t complement)
{
    return has_value(or_word_row(reading, complement, OR_VOCABULARY_CLASS_COMPLEMENT), "subject", 7);
}

bool or_leads_to_body(const OrReading *reading, uint32_t token)
{
    return or_word_is(reading, token, OR_WORD(COMPLEMENT) | OR_WORD(AFFILIATION)) &&
           !leads_to_subject(reading, token) &&
           !has_value(or_word_row(reading, token, OR_VOCABULARY_CLASS_AFFILIATION), "place", 5);
}

static bool has_family(const OrReading *reading, uint32_t role, const char *family)
{
    const OrVocabularyRow *row = or_word_row(reading, role, OR_VOCABULARY_CLASS_ROLE);
    OrString value;

    if (row == NULL)
        return false;
    value = or_lexicon_string(row->value);
    for (size_t i = 0; i < value.length; i++) {
        if (family[i] != value.data[i])
            return false;
    }
    return family[value.length] == '\0';
}

static uint32_t skip_determiner(const OrReading *reading, OrRange tokens)
{
    uint32_t begin = tokens.begin;

    while (
        begin < tokens.end &&
        or_word_is(reading, begin,
                   OR_WORD(DETERMINER) | OR_WORD(QUANTIFIER) | OR_WORD(CONJUNCTION) | OR_WORD(POSSESSOR)) &&
        !or_word_is(reading, begin, OR_WORD(TITLE_MODIFIER)))
        begin++;
    return begin;
}

static bool is_state_only(const OrReading *reading, OrRange tokens)
{
    return or_state_at(reading, tokens.begin) != NULL &&
           tokens.begin + reading->words[tokens.begin].state_tokens >= tokens.end;
}

static bool is_plain_role(const OrReading *reading, uint32_t token)
{
    return or_word_is(reading, token, OR_WORD(ROLE)) &&
           !or_word_is(reading, token, OR_WORD(TITLE_MODIFIER) | OR_WORD(BODY) | OR_WORD(LEANING));
}

/* "state senator" */
static bool is_state_word(const OrReading *reading, uint32_t token)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_BODY);

    return or_word_is(reading, token, OR_WORD(FIELD)) &&
           or_same_string(or_lexicon_string(row->value), (OrString){"government", 10});
}

/*
 * Whether a word for a body is one here: not the field of a minister or expert
 * ("Chief Cabinet Secretary", "military expert"), nor of an office in a company
 * ("chief technology officer").
 */
static bool is_body_word(const OrReading *reading, uint32_t t, OrRange before, uint32_t owner_end)
{
    bool minister = has_family(reading, before.end, "minister");

    if (!or_word_is(reading, t, OR_WORD(BODY)) || or_word_is(reading, t, OR_WORD(TITLE_MODIFIER)))
        return false;
    if (minister && (or_word_is(reading, t, OR_WORD(FIELD)) || t == before.begin ||
                     (t + 1 == before.end && or_word_is(reading, t - 1, OR_WORD(TITLE_MODIFIER)))))
        return false;
    if (or_is_capital(reading, t))
        return true;
    if (is_state_word(reading, t) || or_word_row(reading, t, OR_VOCABULARY_CLASS_BODY)->plural)
        return false;
    if (has_family(reading, before.end, "expert") && owner_end == before.begin)
        return false;
    return !or_word_is(reading, t, OR_WORD(FIELD)) ||
           !(owner_end > before.begin ||
             (t > before.begin && or_word_is(reading, t - 1, OR_WORD(TITLE_MODIFIER))));
}

/* "Ministry of State Security": where the name of a body ends that goes on behind its head word. */
static uint32_t body_end(const OrReading *reading, uint32_t head, OrRange before)
{
    uint32_t end = head + 1;

    if (end >= before.end || !or_joins_body(reading, end, before))
        return end;
    while (end < before.end && !is_plain_role(reading, end) &&
           (or_is_capital(reading, end) || or_joins_capitals(reading, end, before.begin)))
        end++;
    return end;
}

/* Where the organisation before the role ends; `begin` where none stands there. */
static uint32_t organisation_end(const OrReading *reading, uint32_t begin, uint32_t role)
{
    bool minister = has_family(reading, role, "minister");
    uint32_t end = begin;

    for (uint32_t t = begin; t < role && !is_plain_role(reading, t); t++) {
        bool possessive = reading->document->tokens[t].kind == OR_TOKEN_POSSESSIVE;

        if (is_body_word(reading, t, (OrRange){begin, role}, end))
            end = body_end(reading, t, (OrRange){begin, role});
        else if (possessive && !minister && !is_state_only(reading, (OrRange){begin, t}) &&
                 !(t > begin && is_state_word(reading, t - 1)))
            end = t;
    }
    return end;
}

/* Whose wife, friend or opponent somebody is. */
static bool is_relation(const OrReading *reading, uint32_t role)
{
    return has_family(reading, role, "man") || has_family(reading, role, "woman") ||
           has_family(reading, role, "men") || has_family(reading, role, "women") ||
           has_family(reading, role, "partisan") || has_family(reading, role, "counterpart");
}

/* Who saw it, and whose relation somebody is, is no title. */
static bool has_title(const OrReading *reading, uint32_t role)
{
    return !has_family(reading, role, "witness") && !is_relation(reading, role);
}

/* Roles that are named by where they are: an Osterkade baker is of no organisation Osterkade. */
static bool is_free(const OrReading *reading, uint32_t role)
{
    return has_family(reading, role, "businessperson") || has_family(reading, role, "artist") ||
           has_family(reading, role, "lawyer") || has_family(reading, role, "religious") ||
           has_family(reading, role, "activist") || has_family(reading, role, "politician");
}

/* "the Norvian president": an adjective of a state or place that no list has. */
static bool is_demonym(const OrReading *reading, uint32_t token)
{
    OrString text = or_token_text(reading, token);
    OrDemonymSuffixesMatch all = or_all_demonym_suffixes(reading->language);

    for (uint32_t i = 0; i < all.count; i++) {
        OrString suffix = or_lexicon_string(all.rows[i].suffix);

        if (text.length > suffix.length + 1 &&
            memcmp(text.data + text.length - suffix.length, suffix.data, suffix.length) == 0)
            return true;
    }
    return false;
}

static bool names_person(const OrReading *reading, uint32_t token)
{
    return or_find_alias(reading, or_token_text(reading, token), OR_ENTITY_PERSON) != OR_NO_INDEX;
}

/* Senators and governors are of places. */
static bool is_of_place(const OrReading *reading, uint32_t role)
{
    OrRoleBodiesMatch match = or_find_role_bodies(reading->language, or_token_text(reading, role));

    for (uint32_t i = 0; i < match.count; i++) {
        if (or_same_string(or_lexicon_string(match.rows[i].family), (OrString){"place", 5}))
            return true;
    }
    return has_family(reading, role, "legislator");
}

/* The words of its own that an organisation is named by before a role: "Acme | spokeswoman". */
static uint32_t own_name_end(const OrReading *reading, uint32_t begin, uint32_t role)
{
    uint32_t end = begin;

    while (end < role && or_is_capital(reading, end) && reading->words[end].row_count == 0 &&
           !is_demonym(reading, end) && !names_person(reading, end) &&
           (!or_word_is(reading, end, OR_WORD_OPENS) || or_is_known_capital(reading, end) ||
            (reading->document->tokens[end].flags & OR_TOKEN_ALL_CAPITALS) != 0 ||
            or_is_capital(reading, end + 1)))
        end++;
    return has_title(reading, role) && !is_free(reading, role) && !is_of_place(reading, role) ? end : begin;
}

static uint32_t skip_states(const OrReading *reading, uint32_t begin, uint32_t role)
{
    while (begin < role) {
        if (or_state_at(reading, begin) != NULL)
            begin += reading->words[begin].state_tokens;
        else if (or_is_capital(reading, begin) && reading->words[begin].row_count == 0 &&
                 (is_demonym(reading, begin) || or_is_state_compound(reading, begin) ||
                  names_person(reading, begin)))
            begin++;
        else if (reading->document->tokens[begin].kind == OR_TOKEN_POSSESSIVE)
            begin++;
        else
            break;
    }
    return begin < role ? begin : role;
}

/* "former", "then": the office is over. */
static bool is_over(const OrReading *reading, uint32_t token)
{
    const OrVocabularyRow *row = or_word_row(reading, token, OR_VOCABULARY_CLASS_TITLE_MODIFIER);

    return row != NULL && or_same_string(or_lexicon_string(row->value), (OrString){"over", 4});
}

/* What stands before the role: its organisation, and where the title begins. */
static uint32_t read_before(const OrReading *reading, uint32_t begin, uint32_t role, OrOffice *office)
{
    uint32_t end = organisation_end(reading, begin, role);
    uint32_t title = end;
    uint32_t past = OR_NO_INDEX;

    if (end == begin) {
        title = skip_states(reading, begin, role);
        for (uint32_t t = title; t < role; t++) {
            if (reading->document->tokens[t].kind == OR_TOKEN_POSSESSIVE)
                title = t + 1;
        }
        if (is_over(reading, title))
            past = title++;
        end = has_family(reading, role, "minister") ? title : own_name_end(reading, title, role);
        if (end > title) {
            office->organisation = or_byte_range(reading, (OrRange){title, end});
            title = end;
        }
        return past == OR_NO_INDEX ? title : past;
    }
    /* "former harbour agency chairman": that it is over belongs to the title */
    if (is_over(reading, begin))
        past = begin;
    while (begin + 1 < end && or_word_is(reading, begin, OR_WORD(TITLE_MODIFIER)) &&
           (!or_is_capital(reading, begin) || past == begin))
        begin++;
    office->organisation = or_byte_range(reading, (OrRange){begin, end});
    if (past != OR_NO_INDEX)
        return past;
    if (title < role && reading->document->tokens[title].kind == OR_TOKEN_POSSESSIVE)
        title++;
    return title;
}

bool or_names_organisation(const OrReading *reading, OrRange tokens)
{
    for (uint32_t t = tokens.begin; t < tokens.end; t++) {
        if (or_word_is(reading, t, OR_WORD(BODY)) ||
            (or_is_capital(reading, t) && !is_state_only(reading, (OrRange){t, tokens.end})))
            return true;
    }
    return false;
}

/* "in the ministry" leads to a body, "in the capital" or "in Osterkade" to a place. */
static bool leads_inside(const OrReading *reading, uint32_t preposition, uint32_t end)
{
    OrRange rest = {preposition + 1, end};

    if (!or_word_is(reading, preposition, OR_WORD(INSIDE)))
        return false;
    rest.begin = skip_determiner(reading, rest);
    rest.end = or_phrase_end(reading, rest.begin, end);
    for (uint32_t t = rest.begin; t < rest.end && !or_word_is(reading, t, OR_WORD(PREPOSITION)); t++) {
        if (or_word_is(reading, t, OR_WORD(BODY)) ||
            (reading->document->tokens[t].flags & OR_TOKEN_ALL_CAPITALS) != 0)
            return or_state_at(reading, rest.begin) == NULL || t > rest.begin;
    }
    return false;
}

/*
 * The preposition that leads to the organisation: "at", "with" or "from" behind
 * a role, a field or a name ("people familiar with the matter" are of nothing).
 */
static uint32_t find_leading(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t < end; t++) {
        if (t == begin && leads_inside(reading, t, end))
            return t;
        if (or_word_is(reading, t, OR_WORD(AFFILIATION)) &&
            (or_is_capital(reading, t - 1) ||
             or_word_is(reading, t - 1, OR_WORD(ROLE) | OR_WORD(FIELD) | OR_WORD(BODY)) ||
             reading->words[t - 1].row_count == 0) &&
            or_names_organisation(reading, (OrRange){t + 1, end}))
            return t;
    }
    return OR_NO_INDEX;
}

/* "Secretary of State", "minister for energy": the complement says of what, unlike "general secretary of the
 * Union". */
static bool is_minister_of(const OrReading *reading, uint32_t role, OrRange complement)
{
    if (!has_family(reading, role, "minister"))
        return false;
    for (uint32_t t = complement.begin; t < complement.end; t++) {
        if (or_word_is(reading, t, OR_WORD(FIELD)))
            return true;
    }
    return is_state_only(reading, complement);
}

/* "a senator from Osterkade": what legislators are from is a place. */
static bool is_constituency(const OrReading *reading, uint32_t role, OrRange rest)
{
    if (is_state_only(reading, rest))
        return true;
    if (!has_family(reading, role, "legislator") && !has_family(reading, role, "politician"))
        return false;
    for (uint32_t t = rest.begin; t < rest.end; t++) {
        if (or_word_is(reading, t, OR_WORD(BODY)))
            return false;
    }
    return true;
}

/* A phrase up to its first preposition that is no part of a body's name. */
static OrRange without_complements(const OrReading *reading, OrRange phrase)
{
    for (uint32_t t = phrase.begin + 1; t < phrase.end; t++) {
        if (or_word_is(reading, t, OR_WORD(PREPOSITION)) && !or_joins_body(reading, t, phrase))
            return (OrRange){phrase.begin, t};
    }
    return phrase;
}

/* "the digital security firm | Acme", "the conservative | Civic List": an organisation without what describes
 * it. */
static OrRange without_description(const OrReading *reading, OrRange phrase)
{
    OrRange head = without_complements(reading, phrase);
    uint32_t begin = phrase.begin;

    for (uint32_t t = head.begin; t + 1 < head.end; t++) {
        if (or_word_is(reading, t, OR_WORD(BODY)) && !or_is_capital(reading, t) &&
            or_is_capital(reading, t + 1))
            begin = t + 1;
    }
    if (begin > phrase.begin)
        return (OrRange){begin, phrase.end};
    while (begin < head.end && !or_is_capital(reading, begin))
        begin++;
    return begin < head.end ? (OrRange){begin, phrase.end} : phrase;
}

/*
 * The organisation behind "of" or "for", where one follows: "director of the
 * Board", "director of research for the Board". `rest` is where it begins.
 */
static uint32_t find_complement(const OrReading *reading, uint32_t behind, uint32_t end, OrRange *rest)
{
    for (uint32_t t = behind; t < end; t++) {
        OrRange phrase;

        if (!or_word_is(reading, t, OR_WORD(COMPLEMENT)) || leads_to_subject(reading, t) ||
            or_joins_body(reading, t, (OrRange){behind, end}))
            continue;
        phrase.begin = skip_determiner(reading, (OrRange){t + 1, end});
        phrase.end = end;
        if (phrase.begin < end && or_names_organisation(reading, without_complements(reading, phrase))) {
            *rest = phrase;
            return t;
        }
    }
    return OR_NO_INDEX;
}

/* "at the university | and the director of its centre" */
static uint32_t before_other_role(const OrReading *reading, uint32_t begin, uint32_t end)
{
    for (uint32_t t = begin; t + 2 < end; t++) {
        if (or_word_is(reading, t, OR_WORD(CONJUNCTION)) && or_word_is(reading, t + 1, OR_WORD(DETERMINER)) &&
            or_find_role(reading, (OrRange){t + 2, end}) != OR_NO_INDEX && t > begin)
            return t;
    }
    return end;
}

/* What stands behind the role: its organisation, and where the title ends. */
static uint32_t read_behind(const OrReading *reading, uint32_t role, uint32_t limit, OrOffice *office)
{
    uint32_t behind = role + 1;
    uint32_t end = before_other_role(reading, behind, limit);
    uint32_t leading = find_leading(reading, behind, end);
    uint32_t complement;
    OrRange rest;

    if (leading != OR_NO_INDEX && leading + 1 < end) {
        rest.begin = skip_determiner(reading, (OrRange){leading + 1, end});
        rest.end = end;
        if (!is_constituency(reading, role, rest))
            office->organisation = or_byte_range(reading, without_description(reading, rest));
        return leading;
    }
    if (behind >= end || !or_word_is(reading, behind, OR_WORD(PREPOSITION)))
        return behind;
    rest.begin = skip_determiner(reading, (OrRange){behind + 1, end});
    rest.end = end;
    if (or_range_is_empty(rest))
        return behind;
    if (is_minister_of(reading, role, rest))
        return is_state_only(reading, rest) ? behind : end;
    complement = find_complement(reading, behind, end, &rest);
    if (complement == OR_NO_INDEX)
        return !or_word_is(reading, behind, OR_WORD(COMPLEMENT)) ||
                       is_state_only(reading, without_complements(reading, rest))
                   ? behind
                   : end;
    if (is_constituency(reading, role, without_complements(reading, rest)) || is_of_place(reading, role))
        return complement;
    if (office->organisation.end == 0)
        office->organisation = or_byte_range(reading, without_description(reading, rest));
    return complement;
}

/* "in the spring of last year | Acme's founder": a phrase that a name owns begins with the name. */
static uint32_t owner_begin(const OrReading *reading, uint32_t begin, uint32_t role)
{
    uint32_t owner = begin;

    while (owner < role && reading->document->tokens[owner].kind != OR_TOKEN_POSSESSIVE)
        owner++;
    if (owner == role || owner == begin || !or_is_capital(reading, owner - 1))
        return begin;
    for (owner--; owner > begin &&
                  (or_is_capital(reading, owner - 1) || or_joins_capitals(reading, owner - 1, begin) ||
                   or_is_sign(reading, owner - 1, '&'));)
        owner--;
    return owner;
}

/* "a spokesman for Mr. Lind": whom somebody serves is no organisation. */
static bool is_person(const OrReading *reading, OrRange bytes, OrRange phrase)
{
    const OrToken *tokens = reading->document->tokens;
    uint32_t last = OR_NO_INDEX;

    for (uint32_t t = phrase.begin; t < phrase.end && tokens[t].begin < bytes.end; t++) {
        if (tokens[t].begin < bytes.begin)
            continue;
        if (tokens[t].begin == bytes.begin && or_word_is(reading, t, OR_WORD(HONORIFIC)) &&
            or_is_capital(reading, t))
            return true;
        if (or_word_is(reading, t, OR_WORD(BODY) | OR_WORD(PREPOSITION)))
            return false;
        last = t;
    }
    return last != OR_NO_INDEX && or_is_capital(reading, last) && names_person(reading, last);
}

OrOffice or_read_office(const OrReading *reading, OrRange phrase, uint32_t role)
{
    OrOffice office = or_no_office();
    uint32_t begin = skip_determiner(reading, (OrRange){phrase.begin, role});
    OrRange title;

    begin = read_before(reading, owner_begin(reading, begin, role), role, &office);
    title = (OrRange){begin, read_behind(reading, role, phrase.end, &office)};
    if (is_relation(reading, role) || is_person(reading, office.organisation, phrase))
        office.organisation = (OrRange){0, 0};
    if (has_title(reading, role) &&
        !(or_is_plural_role(reading, role) && or_range_is_empty(office.organisation)))
        office.title = or_byte_range(reading, title);
    office.role = role;
    for (uint32_t t = phrase.begin; t < role && office.state_row < 0; t++) {
        if (or_state_at(reading, t) != NULL)
            office.state_row = (int16_t) reading->words[t].state_row;
    }
    return office;
}
