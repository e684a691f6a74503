-- 54_names.sql: which names name the same, in either language and either Chinese script, by the table of aliases.

CREATE FUNCTION name_key(name text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'onrecord_name_key';
COMMENT ON FUNCTION name_key(text) IS 'the form in which names are compared: small letters, no accents, one blank between words, simplified characters (in a database that is not UTF8: ASCII in small letters)';

-- The index is for linking, which asks for every name that it meets.
CREATE INDEX onrecord_aliases_key ON onrecord_aliases (name_key(alias));
CREATE INDEX onrecord_aliases_name_key ON onrecord_aliases (name_key(name));

CREATE FUNCTION canonical_name(name text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce((SELECT a.name FROM onrecord_aliases a
                     WHERE name_key(a.alias) OPERATOR(pg_catalog.=) name_key(canonical_name.name)
                       AND (NOT a.match_case OR pg_catalog.replace(a.alias, '.', '') OPERATOR(pg_catalog.=) pg_catalog.replace(canonical_name.name, '.', ''))
                     ORDER BY a.shipped, a.alias LIMIT 1), canonical_name.name);
END;
COMMENT ON FUNCTION canonical_name(text) IS 'the name that this one is an alias of, else the name itself: canonical_name(''USA'') is United States';

CREATE FUNCTION names_of(name text) RETURNS SETOF text
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
BEGIN ATOMIC
    SELECT canonical_name(names_of.name)
    UNION
    SELECT names_of.name
    UNION
    SELECT a.alias FROM onrecord_aliases a
    WHERE name_key(a.name) OPERATOR(pg_catalog.=) name_key(canonical_name(names_of.name))
      AND NOT (a.shipped AND EXISTS (SELECT FROM onrecord_aliases own
                                     WHERE NOT own.shipped AND own.alias OPERATOR(pg_catalog.=) a.alias));
END;
COMMENT ON FUNCTION names_of(text) IS 'all names of whom a name means: WHERE speaker(statement) IN (SELECT names_of(''Guo Jiakun'')) finds him by his Chinese name as well';

CREATE FUNCTION latin_letters(name text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'onrecord_latin_letters';
COMMENT ON FUNCTION latin_letters(text) IS 'the Latin letters that a name sounds like, Chinese ones in pinyin: those of Guo Jiakun are the same in either script';
