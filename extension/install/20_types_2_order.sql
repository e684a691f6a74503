-- 20_types_2_order.sql: comparing, sorting and hashing statements.

CREATE FUNCTION statement_cmp(statement, statement) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_cmp';
COMMENT ON FUNCTION statement_cmp(statement, statement) IS 'less than, equal to or greater than 0, by said, speaker, organisation, act, content and the rest';

CREATE FUNCTION statement_eq(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_eq';
COMMENT ON FUNCTION statement_eq(statement, statement) IS 'implementation of = operator';

CREATE FUNCTION statement_ne(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_ne';
COMMENT ON FUNCTION statement_ne(statement, statement) IS 'implementation of <> operator';

CREATE FUNCTION statement_lt(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_lt';
COMMENT ON FUNCTION statement_lt(statement, statement) IS 'implementation of < operator';

CREATE FUNCTION statement_le(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_le';
COMMENT ON FUNCTION statement_le(statement, statement) IS 'implementation of <= operator';

CREATE FUNCTION statement_gt(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_gt';
COMMENT ON FUNCTION statement_gt(statement, statement) IS 'implementation of > operator';

CREATE FUNCTION statement_ge(statement, statement) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_ge';
COMMENT ON FUNCTION statement_ge(statement, statement) IS 'implementation of >= operator';

CREATE OPERATOR = (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_eq,
    COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (statement, statement) IS 'equal in every key';

CREATE OPERATOR <> (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_ne,
    COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (statement, statement) IS 'not equal';

CREATE OPERATOR < (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_lt,
    COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (statement, statement) IS 'before, in the order of said, speaker, organisation, act, content and the rest';

CREATE OPERATOR <= (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_le,
    COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (statement, statement) IS 'before or equal';

CREATE OPERATOR > (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_gt,
    COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (statement, statement) IS 'after';

CREATE OPERATOR >= (
    LEFTARG = statement, RIGHTARG = statement, FUNCTION = statement_ge,
    COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (statement, statement) IS 'after or equal';

CREATE FUNCTION statement_sortsupport(internal) RETURNS void
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_sortsupport';
COMMENT ON FUNCTION statement_sortsupport(internal) IS 'sort support of statement';

CREATE FUNCTION statement_hash(statement) RETURNS integer
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_hash';
COMMENT ON FUNCTION statement_hash(statement) IS 'hash of a statement';

CREATE FUNCTION statement_hash_extended(statement, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_hash_extended';
COMMENT ON FUNCTION statement_hash_extended(statement, bigint) IS 'hash of a statement, with a seed';

CREATE OPERATOR CLASS statement_ops DEFAULT FOR TYPE statement USING btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 statement_cmp(statement, statement),
    FUNCTION 2 statement_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR FAMILY statement_ops USING btree IS 'order of statements';
COMMENT ON OPERATOR CLASS statement_ops USING btree IS 'order of statements';

CREATE OPERATOR CLASS statement_ops DEFAULT FOR TYPE statement USING hash AS
    OPERATOR 1 =,
    FUNCTION 1 statement_hash(statement),
    FUNCTION 2 statement_hash_extended(statement, bigint);
COMMENT ON OPERATOR FAMILY statement_ops USING hash IS 'hashes of statements';
COMMENT ON OPERATOR CLASS statement_ops USING hash IS 'hashes of statements';

CREATE FUNCTION statement_smaller(statement, statement) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_smaller';
COMMENT ON FUNCTION statement_smaller(statement, statement) IS 'the first of two statements in their order';

CREATE FUNCTION statement_larger(statement, statement) RETURNS statement
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_larger';
COMMENT ON FUNCTION statement_larger(statement, statement) IS 'the last of two statements in their order';

CREATE AGGREGATE min(statement) (
    SFUNC = statement_smaller, STYPE = statement, COMBINEFUNC = statement_smaller, SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(statement) IS 'the first statement in their order';

CREATE AGGREGATE max(statement) (
    SFUNC = statement_larger, STYPE = statement, COMBINEFUNC = statement_larger, SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(statement) IS 'the last statement in their order';
