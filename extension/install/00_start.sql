-- 00_start.sql: what every object that follows relies on. The build puts the version for @EXTVERSION@.
\echo Use "CREATE EXTENSION onrecord" to load this file. \quit

CREATE FUNCTION onrecord_version() RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'onrecord_version';
COMMENT ON FUNCTION onrecord_version() IS 'version of the installed onrecord library, for example 0.1';

-- A library left over from another version would answer, and answer wrongly.
DO $guard$
BEGIN
    IF @extschema@.onrecord_version() OPERATOR(pg_catalog.<>) '@EXTVERSION@' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'onrecord''s library and its SQL script are of different versions',
            DETAIL = pg_catalog.format('The library says %s, the script is for %s.',
                                       @extschema@.onrecord_version(), '@EXTVERSION@'),
            HINT = 'Install library and script from one build, then reconnect: a session keeps the library it has loaded.';
    END IF;
END
$guard$;
