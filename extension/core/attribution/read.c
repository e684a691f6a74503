/*
 * read.c: see read.h.
 */
#include "read.h"

#include <string.h>

#include "lexical.h"

static OrLanguage language_of(OrString code)
{
    for (int language = OR_LANGUAGE_ANY + 1; language < OR_LANGUAGE_COUNT; language++) {
        const char *known = or_language_codes[language];

        if (code.data != NULL && strlen(known) == code.length && memcmp(known, code.data, code.length) == 0)
            return (OrLanguage) language;
    }
    return OR_LANGUAGE_EN;
}

void or_read_attributions(OrHost *host, const OrModel *model, OrString text, OrReadText *result)
{
    OrDocument *document = &result->document;

    or_split_blocks(host, document, text.data, text.length);
    or_read_article(host, document, &result->article);
    or_tokenize(host, document);
    or_find_quotations(host, document);
    result->language = language_of(result->article.language);
    if (or_reads_by_words(result->language))
        or_find_lexical_attributions(host, document, result->language, &result->attributions);
    else
        or_find_attributions(host, model, document, &result->attributions);
}
