-- 00_start.sql: what every object that follows relies on.
\echo Use "CREATE EXTENSION onrecord" to load this file. \quit

CREATE FUNCTION onrecord_version() RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'onrecord_version';
COMMENT ON FUNCTION onrecord_version() IS 'version of the installed onrecord library, for example 0.1';
