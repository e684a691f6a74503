-- 20_types_3_search.sql: statements by example (@>) and by text-search query (@@), and the index for both.

CREATE FUNCTION tsvector(statement) RETURNS tsvector
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'onrecord_statement_tsvector';
COMMENT ON FUNCTION tsvector(statement) IS 'the words of a statement: A verbatim, B in names, C paraphrased';

CREATE FUNCTION statement_contains(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'onrecord_statement_contains';
COMMENT ON FUNCTION statement_contains(statement, statement) IS 'implementation of @> operator';

CREATE FUNCTION statement_contained(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'MODULE_PATHNAME', 'onrecord_statement_contained';
COMMENT ON FUNCTION statement_contained(statement, statement) IS 'implementation of <@ operator';

CREATE FUNCTION statement_matches(statement, tsquery) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'onrecord_statement_matches';
COMMENT ON FUNCTION statement_matches(statement, tsquery) IS 'implementation of @@ operator';

CREATE FUNCTION statement_matched(tsquery, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS 'MODULE_PATHNAME', 'onrecord_statement_matched';
COMMENT ON FUNCTION statement_matched(tsquery, statement) IS 'implementation of @@ operator';

CREATE FUNCTION statement_contains_selectivity(internal, oid, internal, integer) RETURNS double precision
LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_contains_selectivity';
COMMENT ON FUNCTION statement_contains_selectivity(internal, oid, internal, integer) IS 'restriction selectivity of @>';

CREATE FUNCTION statement_contained_selectivity(internal, oid, internal, integer) RETURNS double precision
LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_contained_selectivity';
COMMENT ON FUNCTION statement_contained_selectivity(internal, oid, internal, integer) IS 'restriction selectivity of <@';

CREATE FUNCTION statement_matches_selectivity(internal, oid, internal, integer) RETURNS double precision
LANGUAGE C STABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_matches_selectivity';
COMMENT ON FUNCTION statement_matches_selectivity(internal, oid, internal, integer) IS 'restriction selectivity of @@';

CREATE OPERATOR @> (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_contains,
    COMMUTATOR = <@, RESTRICT = statement_contains_selectivity, JOIN = contjoinsel
);
COMMENT ON OPERATOR @> (statement, statement) IS 'every field of the right statement holds in the left; names without regard to case and accents';

CREATE OPERATOR <@ (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_contained,
    COMMUTATOR = @>, RESTRICT = statement_contained_selectivity, JOIN = contjoinsel
);
COMMENT ON OPERATOR <@ (statement, statement) IS 'every field of the left statement holds in the right';

CREATE OPERATOR @@ (
    LEFTARG = statement, RIGHTARG = tsquery, FUNCTION = statement_matches,
    COMMUTATOR = @@, RESTRICT = statement_matches_selectivity, JOIN = tsmatchjoinsel
);
COMMENT ON OPERATOR @@ (statement, tsquery) IS 'the words of the statement match the query';

CREATE OPERATOR @@ (
    LEFTARG = tsquery, RIGHTARG = statement, FUNCTION = statement_matched,
    COMMUTATOR = @@, RESTRICT = statement_matches_selectivity, JOIN = tsmatchjoinsel
);
COMMENT ON OPERATOR @@ (tsquery, statement) IS 'the words of the statement match the query';

CREATE FUNCTION statement_gin_extract_value(statement, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_gin_extract_value';
COMMENT ON FUNCTION statement_gin_extract_value(statement, internal) IS 'GIN support of statement';

CREATE FUNCTION statement_gin_extract_query(statement, internal, smallint, internal, internal, internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_gin_extract_query';
COMMENT ON FUNCTION statement_gin_extract_query(statement, internal, smallint, internal, internal, internal, internal) IS 'GIN support of statement';

CREATE FUNCTION statement_gin_triconsistent(internal, smallint, statement, integer, internal, internal, internal) RETURNS "char"
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_gin_consistent';
COMMENT ON FUNCTION statement_gin_triconsistent(internal, smallint, statement, integer, internal, internal, internal) IS 'GIN support of statement';

CREATE FUNCTION statement_gin_compare_partial(bytea, bytea, smallint, internal) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_gin_compare_partial';
COMMENT ON FUNCTION statement_gin_compare_partial(bytea, bytea, smallint, internal) IS 'GIN support of statement';

CREATE OPERATOR CLASS statement_ops DEFAULT FOR TYPE statement USING gin AS
    OPERATOR 1 @>,
    OPERATOR 2 @@ (statement, tsquery),
    FUNCTION 1 pg_catalog.byteacmp(bytea, bytea),
    FUNCTION 2 statement_gin_extract_value(statement, internal),
    FUNCTION 3 statement_gin_extract_query(statement, internal, smallint, internal, internal, internal, internal),
    FUNCTION 5 statement_gin_compare_partial(bytea, bytea, smallint, internal),
    FUNCTION 6 statement_gin_triconsistent(internal, smallint, statement, integer, internal, internal, internal),
    STORAGE bytea;
COMMENT ON OPERATOR FAMILY statement_ops USING gin IS 'statements by example (@>) and by text-search query (@@)';
COMMENT ON OPERATOR CLASS statement_ops USING gin IS 'statements by example (@>) and by text-search query (@@)';

-- Of the index conditions that the planner makes of speaker(s) = $1 and the like.
CREATE FUNCTION statement_example_with(example statement, key integer, value anyelement) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_example_with';
COMMENT ON FUNCTION statement_example_with(statement, integer, anyelement) IS '(internal)';
