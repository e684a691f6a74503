/*
 * statement_match.h: when a statement fits an example (@>) or a text-search
 * query (@@), and the vector that the latter looks at.
 */
#ifndef ONRECORD_POSTGRES_STATEMENT_MATCH_H
#define ONRECORD_POSTGRES_STATEMENT_MATCH_H

#include "tsearch/ts_type.h"

#include "statement_packed.h"

/* Is this key a name, equal whatever its case and accents? */
static inline bool statement_key_is_name(StatementKey key)
{
    return key == STATEMENT_SPEAKER || key == STATEMENT_TITLE || key == STATEMENT_ORGANISATION ||
           key == STATEMENT_ADDRESSEE || key == STATEMENT_TARGET;
}

/* The folded form of a name, in UTF-8 whatever the server's encoding. */
extern OrString statement_fold(OrString name);

/* Does every field of the example hold in the statement? */
extern bool statement_fits(const StatementFields *statement, const StatementFields *example);

/*
 * The words of a statement: A verbatim, B in names, C paraphrased. Takes fields
 * with their ranges (statement_unpack).
 */
extern TSVector statement_tsvector(const StatementFields *statement);

#endif
