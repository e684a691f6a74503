-- 53_search_impacts.sql: the best statements for a query without reading them all; search_statements uses it.

CREATE FUNCTION search_impacts(statement) RETURNS bytea[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'onrecord_search_impacts';
COMMENT ON FUNCTION search_impacts(statement) IS 'each lexeme of a statement with the class of its weight in bm25, for a GIN index; used by search_statements';

CREATE FUNCTION search_cells(lexemes text[], average_length double precision, low double precision, high double precision)
RETURNS bytea[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_search_cells';
COMMENT ON FUNCTION search_cells(text[], double precision, double precision, double precision)
IS 'entries of search_impacts by which statements are found where one of the lexemes weighs from low to below high; used by search_statements';

CREATE FUNCTION search_lexemes(tsquery) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_search_lexemes';
COMMENT ON FUNCTION search_lexemes(tsquery) IS 'lexemes of which each thing that a query finds has one; NULL where those cannot be told; used by search_statements';

CREATE FUNCTION search_bound(query tsquery, statistics search_statistics, lexemes text[], impacts double precision[])
RETURNS double precision
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_search_bound';
COMMENT ON FUNCTION search_bound(tsquery, search_statistics, text[], double precision[])
IS 'the greatest that bm25 can be where no lexeme of the query weighs more than its impact; used by search_statements';

CREATE FUNCTION search_estimate(query tsquery, statistics search_statistics) RETURNS double precision
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_search_estimate';
COMMENT ON FUNCTION search_estimate(tsquery, search_statistics) IS 'about how many documents the index finds for a query; used by search_statements';

CREATE FUNCTION search_statistics_of(documents bigint, length bigint, lexemes text[], frequencies bigint[])
RETURNS search_statistics
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_search_statistics_of';
COMMENT ON FUNCTION search_statistics_of(bigint, bigint, text[], bigint[])
IS 'statistics of a corpus, from its number of documents, their length, and some lexemes with the number of documents that have them';
