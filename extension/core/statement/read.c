/*
 * read.c: from a text to its statements, the whole way.
 */
#include "read.h"

#include "../article/article.h"
#include "../attribution/lexical.h"

#include <string.h>

static OrLanguage language_of(OrString code)
{
    for (int language = OR_LANGUAGE_ANY + 1; language < OR_LANGUAGE_COUNT; language++) {
        const char *known = or_language_codes[language];

        if (code.data != NULL && strlen(known) == code.length && memcmp(known, code.data, code.length) == 0)
            return (OrLanguage) language;
    }
    return OR_LANGUAGE_EN;
}

void or_read_statements(OrHost *host, const OrModel *model, OrString text, const OrDate *published,
                        OrStatements *result)
{
    OrDocument document;
    OrArticle article;
    OrAttributions attributions;

    or_split_blocks(host, &document, text.data, text.length);
    or_read_article(host, &document, &article);
    or_tokenize(host, &document);
    or_find_quotations(host, &document);
    if (or_reads_by_words(language_of(article.language)))
        or_find_lexical_attributions(host, &document, language_of(article.language), &attributions);
    else
        or_find_attributions(host, model, &document, &attributions);
    if (published == NULL && article.published.precision != OR_PRECISION_NONE)
        published = &article.published;
    or_make_statements(host, &document, &article.transcript, &attributions, language_of(article.language),
                       published, result);
}
