-- 50_search.sql: names and aliases, the text search parser, its dictionaries and the configuration.

CREATE TABLE onrecord_aliases (
    alias text NOT NULL CHECK (alias OPERATOR(pg_catalog.<>) ''),
    name text CHECK (name OPERATOR(pg_catalog.<>) ''),
    kind text,
    match_case boolean NOT NULL DEFAULT false,
    shipped boolean NOT NULL DEFAULT false,
    PRIMARY KEY (alias, shipped)
);
COMMENT ON TABLE onrecord_aliases IS 'other words for names: what one of them finds, all of them find';
COMMENT ON COLUMN onrecord_aliases.alias IS 'the other word or words, such as MSS';
COMMENT ON COLUMN onrecord_aliases.name IS 'the name they stand for, such as Ministry of State Security; NULL: these words are no alias';
COMMENT ON COLUMN onrecord_aliases.kind IS 'what is named: state, capital, organisation, agency, person or anything else';
COMMENT ON COLUMN onrecord_aliases.match_case IS 'only in these capitals and small letters: US is a state, us is not';
COMMENT ON COLUMN onrecord_aliases.shipped IS 'the row came with the extension and nobody has changed it; it is not part of a dump. A row that is not shipped takes the place of a shipped one';
SELECT pg_catalog.pg_extension_config_dump('onrecord_aliases', 'WHERE NOT shipped');
GRANT SELECT ON onrecord_aliases TO PUBLIC;

CREATE TABLE onrecord_alias_changes (
    alias text NOT NULL,
    name text,
    changed timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp()
);
CREATE INDEX onrecord_alias_changes_changed ON onrecord_alias_changes (changed);
COMMENT ON TABLE onrecord_alias_changes IS 'every alias that was added, changed or removed, as it was before and after; written by a trigger';
SELECT pg_catalog.pg_extension_config_dump('onrecord_alias_changes', '');
GRANT SELECT ON onrecord_alias_changes TO PUBLIC;

CREATE FUNCTION onrecord_aliases_changed() RETURNS trigger
LANGUAGE C AS 'MODULE_PATHNAME', 'onrecord_aliases_changed';
COMMENT ON FUNCTION onrecord_aliases_changed() IS 'trigger: makes every session read the aliases again';

CREATE FUNCTION onrecord_alias_guard() RETURNS trigger
LANGUAGE C AS 'MODULE_PATHNAME', 'onrecord_alias_guard';
COMMENT ON FUNCTION onrecord_alias_guard() IS 'trigger: a changed row is the user''s own';

CREATE FUNCTION onrecord_alias_log() RETURNS trigger
LANGUAGE C SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'onrecord_alias_log';
COMMENT ON FUNCTION onrecord_alias_log() IS 'trigger: records changes of aliases in onrecord_alias_changes';

CREATE TRIGGER onrecord_alias_guard BEFORE INSERT OR UPDATE OR DELETE ON onrecord_aliases
FOR EACH ROW EXECUTE FUNCTION onrecord_alias_guard();
CREATE TRIGGER onrecord_alias_log AFTER INSERT OR UPDATE OR DELETE ON onrecord_aliases
FOR EACH ROW EXECUTE FUNCTION onrecord_alias_log();
CREATE TRIGGER onrecord_aliases_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON onrecord_aliases
FOR EACH STATEMENT EXECUTE FUNCTION onrecord_aliases_changed();
ALTER TABLE onrecord_aliases ENABLE ALWAYS TRIGGER onrecord_aliases_changed;

CREATE FUNCTION onrecord_parser_start(internal, integer) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_parser_start';
COMMENT ON FUNCTION onrecord_parser_start(internal, integer) IS '(internal)';
CREATE FUNCTION onrecord_parser_token(internal, internal, internal) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_parser_token';
COMMENT ON FUNCTION onrecord_parser_token(internal, internal, internal) IS '(internal)';
CREATE FUNCTION onrecord_parser_end(internal) RETURNS void
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_parser_end';
COMMENT ON FUNCTION onrecord_parser_end(internal) IS '(internal)';
CREATE FUNCTION onrecord_parser_types(internal) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_parser_types';
COMMENT ON FUNCTION onrecord_parser_types(internal) IS '(internal)';

CREATE FUNCTION onrecord_parser_headline(internal, internal, tsquery) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_parser_headline';
COMMENT ON FUNCTION onrecord_parser_headline(internal, internal, tsquery) IS '(internal)';

CREATE TEXT SEARCH PARSER onrecord (
    START = onrecord_parser_start, GETTOKEN = onrecord_parser_token, END = onrecord_parser_end,
    LEXTYPES = onrecord_parser_types, HEADLINE = onrecord_parser_headline
);
COMMENT ON TEXT SEARCH PARSER onrecord IS 'words, names, codes, numbers and dates of English and Chinese official language';

CREATE FUNCTION onrecord_dictionary_init(internal) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_dictionary_init';
COMMENT ON FUNCTION onrecord_dictionary_init(internal) IS '(internal)';
CREATE FUNCTION onrecord_dictionary_lexize(internal, internal, internal, internal) RETURNS internal
LANGUAGE C STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'onrecord_dictionary_lexize';
COMMENT ON FUNCTION onrecord_dictionary_lexize(internal, internal, internal, internal) IS '(internal)';

CREATE TEXT SEARCH TEMPLATE onrecord (INIT = onrecord_dictionary_init, LEXIZE = onrecord_dictionary_lexize);
COMMENT ON TEXT SEARCH TEMPLATE onrecord IS 'lexemes of the token type that the option "tokens" names';

CREATE TEXT SEARCH CONFIGURATION onrecord (PARSER = onrecord);
COMMENT ON TEXT SEARCH CONFIGURATION onrecord IS 'press reports and official statements, English and Chinese';

CREATE TEXT SEARCH DICTIONARY onrecord (TEMPLATE = onrecord, tokens = 'word');
COMMENT ON TEXT SEARCH DICTIONARY onrecord IS 'lexemes of tokens of type "word"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR word WITH onrecord;
CREATE TEXT SEARCH DICTIONARY onrecord_acronym (TEMPLATE = onrecord, tokens = 'acronym');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_acronym IS 'lexemes of tokens of type "acronym"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR acronym WITH onrecord_acronym;
CREATE TEXT SEARCH DICTIONARY onrecord_capitals (TEMPLATE = onrecord, tokens = 'capitals');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_capitals IS 'lexemes of tokens of type "capitals"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR capitals WITH onrecord_capitals;
CREATE TEXT SEARCH DICTIONARY onrecord_name (TEMPLATE = onrecord, tokens = 'name');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_name IS 'lexemes of tokens of type "name"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR name WITH onrecord_name;
CREATE TEXT SEARCH DICTIONARY onrecord_code (TEMPLATE = onrecord, tokens = 'code');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_code IS 'lexemes of tokens of type "code"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR code WITH onrecord_code;
CREATE TEXT SEARCH DICTIONARY onrecord_number (TEMPLATE = onrecord, tokens = 'number');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_number IS 'lexemes of tokens of type "number"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR number WITH onrecord_number;
CREATE TEXT SEARCH DICTIONARY onrecord_date (TEMPLATE = onrecord, tokens = 'date');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_date IS 'lexemes of tokens of type "date"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR date WITH onrecord_date;
CREATE TEXT SEARCH DICTIONARY onrecord_alias (TEMPLATE = onrecord, tokens = 'alias');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_alias IS 'lexemes of tokens of type "alias"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR alias WITH onrecord_alias;
CREATE TEXT SEARCH DICTIONARY onrecord_ideographs (TEMPLATE = onrecord, tokens = 'ideographs');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_ideographs IS 'lexemes of tokens of type "ideographs"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR ideographs WITH onrecord_ideographs;
CREATE TEXT SEARCH DICTIONARY onrecord_foreign_word (TEMPLATE = onrecord, tokens = 'foreign_word');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_foreign_word IS 'lexemes of tokens of type "foreign_word"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR foreign_word WITH onrecord_foreign_word;
CREATE TEXT SEARCH DICTIONARY onrecord_host (TEMPLATE = onrecord, tokens = 'host');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_host IS 'lexemes of tokens of type "host"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR host WITH onrecord_host;
CREATE TEXT SEARCH DICTIONARY onrecord_address (TEMPLATE = onrecord, tokens = 'address');
COMMENT ON TEXT SEARCH DICTIONARY onrecord_address IS 'lexemes of tokens of type "address"';
ALTER TEXT SEARCH CONFIGURATION onrecord ADD MAPPING FOR address WITH onrecord_address;

CREATE FUNCTION onrecord_tsvector(document text) RETURNS tsvector
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'onrecord_tsvector';
COMMENT ON FUNCTION onrecord_tsvector(text) IS 'the vector that to_tsvector(''onrecord'', document) builds, several times sooner';

CREATE FUNCTION onrecord_words_query(name text) RETURNS tsquery
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'onrecord_words_query';
COMMENT ON FUNCTION onrecord_words_query(text) IS 'all words of a name, whether or not it is an alias';

CREATE FUNCTION onrecord_stale_query(since timestamptz) RETURNS tsquery
LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT pg_catalog.string_agg(pg_catalog.concat('(', words, ')'), ' | ')::tsquery
    FROM (SELECT DISTINCT onrecord_words_query(changed_name)::text AS words
          FROM onrecord_alias_changes
              CROSS JOIN LATERAL (VALUES (alias), (name)) AS changed_names (changed_name)
          WHERE changed OPERATOR(pg_catalog.>=) since) AS queries
    WHERE words OPERATOR(pg_catalog.<>) '';
END;
COMMENT ON FUNCTION onrecord_stale_query(timestamptz) IS 'finds the vectors that changes of aliases since then may have made stale: WHERE vector @@ onrecord_stale_query(...); NULL: nothing has changed';
