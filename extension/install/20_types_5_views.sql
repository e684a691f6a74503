-- 20_types_5_views.sql: what the flat views show of a statement beside its keys.

CREATE FUNCTION country(statement) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 AS 'MODULE_PATHNAME', 'onrecord_statement_country';
COMMENT ON FUNCTION country(statement) IS 'the state that the organisation, the title or a speaking body names, by its English name; NULL where none is named';

CREATE FUNCTION verbatim(statement) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_statement_verbatim';
COMMENT ON FUNCTION verbatim(statement) IS 'the verbatim parts of the content, in order; empty where there are none';

CREATE FUNCTION context_before(statement, document text, length integer DEFAULT 160) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'onrecord_context_before';
COMMENT ON FUNCTION context_before(statement, text, integer) IS 'what stands in its document right before a statement, up to so many characters, from the beginning of a word';

CREATE FUNCTION context_after(statement, document text, length integer DEFAULT 160) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 AS 'MODULE_PATHNAME', 'onrecord_context_after';
COMMENT ON FUNCTION context_after(statement, text, integer) IS 'what stands in its document right behind a statement, up to so many characters, to the end of a word';
