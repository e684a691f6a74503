-- 52_search_ranking.sql: statistics of a corpus, and ranking by them.

CREATE TYPE search_statistics;

CREATE FUNCTION search_statistics_in(cstring) RETURNS search_statistics
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_in';
COMMENT ON FUNCTION search_statistics_in(cstring) IS 'I/O';
CREATE FUNCTION search_statistics_out(search_statistics) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_out';
COMMENT ON FUNCTION search_statistics_out(search_statistics) IS 'I/O';
CREATE FUNCTION search_statistics_recv(internal) RETURNS search_statistics
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_recv';
COMMENT ON FUNCTION search_statistics_recv(internal) IS 'I/O';
CREATE FUNCTION search_statistics_send(search_statistics) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_send';
COMMENT ON FUNCTION search_statistics_send(search_statistics) IS 'I/O';

CREATE TYPE search_statistics (
    INPUT = search_statistics_in, OUTPUT = search_statistics_out,
    RECEIVE = search_statistics_recv, SEND = search_statistics_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE search_statistics IS 'number of documents, their length, and in how many of them each lexeme is: what bm25 needs to know of a corpus';

CREATE FUNCTION search_statistics_eq(search_statistics, search_statistics) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_eq';
COMMENT ON FUNCTION search_statistics_eq(search_statistics, search_statistics) IS 'implementation of = operator';
CREATE FUNCTION search_statistics_ne(search_statistics, search_statistics) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_ne';
COMMENT ON FUNCTION search_statistics_ne(search_statistics, search_statistics) IS 'implementation of <> operator';
CREATE FUNCTION search_statistics_hash(search_statistics) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_hash';
COMMENT ON FUNCTION search_statistics_hash(search_statistics) IS 'hash';
CREATE FUNCTION search_statistics_hash_extended(search_statistics, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_hash_extended';
COMMENT ON FUNCTION search_statistics_hash_extended(search_statistics, bigint) IS 'hash with a seed';

CREATE OPERATOR = (
    FUNCTION = search_statistics_eq, LEFTARG = search_statistics, RIGHTARG = search_statistics,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (search_statistics, search_statistics) IS 'equal';
CREATE OPERATOR <> (
    FUNCTION = search_statistics_ne, LEFTARG = search_statistics, RIGHTARG = search_statistics,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (search_statistics, search_statistics) IS 'not equal';
CREATE OPERATOR CLASS search_statistics_hash_ops DEFAULT FOR TYPE search_statistics USING hash AS
    OPERATOR 1 =, FUNCTION 1 search_statistics_hash(search_statistics),
    FUNCTION 2 search_statistics_hash_extended(search_statistics, bigint);
COMMENT ON OPERATOR CLASS search_statistics_hash_ops USING hash IS 'equality of search statistics';
COMMENT ON OPERATOR FAMILY search_statistics_hash_ops USING hash IS 'equality of search statistics';

CREATE FUNCTION search_statistics_add(search_statistics, tsvector) RETURNS search_statistics
LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_add';
COMMENT ON FUNCTION search_statistics_add(search_statistics, tsvector) IS 'implementation of + operator: one document more';
CREATE FUNCTION search_statistics_subtract(search_statistics, tsvector) RETURNS search_statistics
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_subtract';
COMMENT ON FUNCTION search_statistics_subtract(search_statistics, tsvector) IS 'implementation of - operator: one document less';
CREATE FUNCTION search_statistics_merge(search_statistics, search_statistics) RETURNS search_statistics
LANGUAGE C IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_merge';
COMMENT ON FUNCTION search_statistics_merge(search_statistics, search_statistics) IS 'implementation of + operator: the documents of both';

CREATE OPERATOR + (FUNCTION = search_statistics_add, LEFTARG = search_statistics, RIGHTARG = tsvector);
COMMENT ON OPERATOR + (search_statistics, tsvector) IS 'count a document in';
CREATE OPERATOR - (FUNCTION = search_statistics_subtract, LEFTARG = search_statistics, RIGHTARG = tsvector);
COMMENT ON OPERATOR - (search_statistics, tsvector) IS 'take a document out';
CREATE OPERATOR + (FUNCTION = search_statistics_merge, LEFTARG = search_statistics, RIGHTARG = search_statistics, COMMUTATOR = +);
COMMENT ON OPERATOR + (search_statistics, search_statistics) IS 'statistics of both corpora together';

CREATE AGGREGATE search_statistics(tsvector) (
    SFUNC = search_statistics_add, STYPE = search_statistics, COMBINEFUNC = search_statistics_merge,
    INITCOND = 'documents=0 length=0', PARALLEL = SAFE
);
COMMENT ON AGGREGATE search_statistics(tsvector) IS 'statistics of a corpus, from the vectors of its documents';
CREATE AGGREGATE search_statistics(search_statistics) (
    SFUNC = search_statistics_merge, STYPE = search_statistics, COMBINEFUNC = search_statistics_merge,
    INITCOND = 'documents=0 length=0', PARALLEL = SAFE
);
COMMENT ON AGGREGATE search_statistics(search_statistics) IS 'statistics of several corpora together';

CREATE FUNCTION documents(search_statistics) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_documents';
COMMENT ON FUNCTION documents(search_statistics) IS 'number of documents';
CREATE FUNCTION average_length(search_statistics) RETURNS double precision
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_average_length';
COMMENT ON FUNCTION average_length(search_statistics) IS 'average length of a document: the places of all its lexemes';
CREATE FUNCTION document_frequency(search_statistics, lexeme text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'search_statistics_frequency';
COMMENT ON FUNCTION document_frequency(search_statistics, text) IS 'number of documents that have the lexeme';

CREATE FUNCTION bm25(vector tsvector, query tsquery, statistics search_statistics, k1 real DEFAULT 1.2, b real DEFAULT 0.75)
RETURNS real
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'onrecord_bm25';
COMMENT ON FUNCTION bm25(tsvector, tsquery, search_statistics, real, real) IS 'rank of a document for a query, by the statistics of its corpus: higher is better';
