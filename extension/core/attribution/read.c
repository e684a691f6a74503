/*
 * read.c: see read.h.
 */
#include "read.h"

#include <string.h>

#include "../text/reader.h"
#include "lexical.h"

#define SHORTEST_HAN 3 /* bytes */

static OrLanguage language_of(OrString code)
{
    for (int language = OR_LANGUAGE_ANY + 1; language < OR_LANGUAGE_COUNT; language++) {
        const char *known = or_language_codes[language];

        if (code.data != NULL && strlen(known) == code.length && memcmp(known, code.data, code.length) == 0)
            return (OrLanguage) language;
    }
    return OR_LANGUAGE_EN;
}

/* Every character with its simplified form, where that has as many bytes: positions stay what they are. */
static const char *simplify(OrHost *host, const OrDocument *document, OrLanguage language)
{
    char *simplified = host->allocate(host, document->length + 1);
    OrReader reader = {document->text, 0, (uint32_t) document->length};
    uint32_t seen = 0;

    memcpy(simplified, document->text, document->length);
    while (reader.at < reader.end) {
        uint32_t at = reader.at;
        OrString character = {document->text + at, 0};
        OrSearchSimplifiedMatch match;

        or_next_character(&reader);
        character.length = reader.at - at;
        if (character.length < SHORTEST_HAN)
            continue;
        match = or_find_search_simplified(language, character);
        if (match.count > 0 && match.rows[0].simplified.length == character.length)
            memcpy(simplified + at, or_lexicon_string(match.rows[0].simplified).data, character.length);
        if (++seen % 4096 == 0)
            host->interrupt(host);
    }
    return simplified;
}

void or_read_attributions(OrHost *host, const OrModel *model, OrString text, OrReadText *result)
{
    OrDocument *document = &result->document;

    or_split_blocks(host, document, text.data, text.length);
    or_read_article(host, document, &result->article);
    result->language = language_of(result->article.language);
    if (or_all_search_simplified(result->language).count > 0)
        document->text = simplify(host, document, result->language);
    or_tokenize(host, document);
    or_find_quotations(host, document);
    if (or_reads_by_words(result->language))
        or_find_lexical_attributions(host, document, result->language, &result->attributions);
    else
        or_find_attributions(host, model, document, &result->attributions);
}
