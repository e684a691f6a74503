-- 50_search.sql: the text search configuration.

CREATE TEXT SEARCH CONFIGURATION onrecord (COPY = pg_catalog.english);
COMMENT ON TEXT SEARCH CONFIGURATION onrecord IS 'press reports and official statements, English and Chinese';

CREATE FUNCTION onrecord_tsvector(document text) RETURNS tsvector
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'onrecord_tsvector';
COMMENT ON FUNCTION onrecord_tsvector(text) IS 'the vector that to_tsvector(''onrecord'', document) builds, several times sooner';
