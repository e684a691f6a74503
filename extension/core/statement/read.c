/*
 * read.c: from a text to its statements, the whole way.
 */
#include "read.h"

#include "../attribution/read.h"

void or_read_statements(OrHost *host, const OrModel *model, OrString text, const OrDate *published,
                        OrStatements *result)
{
    OrReadText read;

    or_read_attributions(host, model, text, &read);
    if (published == NULL && read.article.published.precision != OR_PRECISION_NONE)
        published = &read.article.published;
    or_make_statements(host, &read.document, &read.article.transcript, &read.attributions, read.language,
                       published, result);
}
