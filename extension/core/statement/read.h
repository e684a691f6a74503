/*
 * read.h: from a text to its statements.
 *
 *   text -> article or transcript -> sentences, tokens, quotations
 *        -> attributions -> statements
 */
#ifndef ONRECORD_CORE_STATEMENT_READ_H
#define ONRECORD_CORE_STATEMENT_READ_H

#include "../attribution/attribution.h"
#include "../lexicon/lexicon.h"
#include "../text/document.h"
#include "../transcript/transcript.h"
#include "statement.h"

/* Why a field of a statement has its value. */
typedef enum OrExplained {
    OR_EXPLAINED_SPEAKER,
    OR_EXPLAINED_TITLE,
    OR_EXPLAINED_ORGANISATION,
    OR_EXPLAINED_SAID,
    OR_EXPLAINED_ACT,
    OR_EXPLAINED_TARGET
} OrExplained;

#define OR_EXPLAINED_COUNT 6

typedef struct OrExplanation {
    const char *rule;  /* a sentence for people; NULL: the field is absent */
    OrString evidence; /* the words of the document that it leans on; absent where there are none */
} OrExplanation;

typedef struct OrStatements {
    OrStatement *items;
    OrExplanation (*explanations)[OR_EXPLAINED_COUNT]; /* one row a statement */
    uint32_t count;
} OrStatements;

/*
 * The statements of a document whose attributions are known. The transcript has
 * no turns where the document is a report; `published` may be NULL.
 */
void or_make_statements(OrHost *host, const OrDocument *document, const OrTranscript *transcript,
                        const OrAttributions *attributions, OrLanguage language, const OrDate *published,
                        OrStatements *result);

/*
 * The whole way, from a text to its statements. Where `published` is NULL, the
 * day that the text states is taken.
 */
void or_read_statements(OrHost *host, const OrModel *model, OrString text, const OrDate *published,
                        OrStatements *result);

#endif
