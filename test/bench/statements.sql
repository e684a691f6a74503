-- statements.sql: the measurements of statements.sh, over the table press (id, s).
\pset footer off
\set VERBOSITY terse
SET max_parallel_workers_per_gather = 0;
SET client_min_messages = warning;

\echo
\echo Stored bytes of a value, on average (goal: at most 0.60 of jsonb)
SELECT count(*) AS statements, round(avg(pg_column_size(s)), 1) AS statement, round(avg(pg_column_size(j)), 1) AS jsonb,
       round(avg(octet_length(s::text)), 1) AS text, round(avg(pg_column_size(s)) / avg(pg_column_size(j)), 3) AS statement_to_jsonb
FROM (SELECT s, s::jsonb AS j FROM press) x;

-- The alternatives: columns of plain types with the indexes that answer just these questions, and jsonb.
CREATE TABLE columns AS
SELECT id, speaker(s) AS speaker, speaker_kind(s) AS speaker_kind, title(s) AS title, organisation(s) AS organisation, target(s) AS target,
       cue(s) AS cue, act(s) AS act, mode(s) AS mode, said(s) AS said, content(s) AS content, quoted(s) AS quoted, spans(s) AS spans,
       language(s) AS language, nested(s) AS nested, confidence(s) AS confidence, tsvector(s) AS words FROM press;
CREATE TABLE documents AS SELECT id, s::jsonb AS j FROM press;

CREATE FUNCTION seconds(command text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE start timestamptz := clock_timestamp();
BEGIN
    EXECUTE command;
    RETURN round(extract(epoch FROM clock_timestamp() - start)::numeric, 1);
END $$;
\echo Building indexes, seconds
SELECT seconds('CREATE INDEX press_gin ON press USING gin (s)') AS "press: gin (s)",
       seconds('CREATE INDEX columns_speaker_act ON columns (lower(speaker), act)') AS "columns: (lower(speaker), act)",
       seconds('CREATE INDEX columns_words ON columns USING gin (words)') AS "columns: gin (words)",
       seconds('CREATE INDEX documents_gin ON documents USING gin (j jsonb_path_ops)') AS "documents: gin (j)";
VACUUM ANALYZE press;
VACUUM ANALYZE columns;
VACUUM ANALYZE documents;
\echo Sizes
SELECT relname, pg_size_pretty(pg_table_size(oid)) AS size FROM pg_class
WHERE relname ~ '^(press|columns|documents)' AND relkind IN ('r', 'i') ORDER BY relkind DESC, relname;

-- Queries are run in turn, planning included, and each is given its fastest run, in milliseconds: whatever else the
-- machine does can only add to it. And the kind of scan that the planner chose.
CREATE FUNCTION fastest(queries text[], runs int) RETURNS numeric[] LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz;
    time numeric;
    best numeric[] := '{}';
BEGIN
    FOR run IN 1 .. runs LOOP
        FOR q IN 1 .. cardinality(queries) LOOP
            start := clock_timestamp();
            EXECUTE queries[q];
            time := round(extract(epoch FROM clock_timestamp() - start)::numeric * 1000, 3);
            best[q] := least(best[q], time);
        END LOOP;
    END LOOP;
    RETURN best;
END $$;
CREATE FUNCTION scan(query text, OUT scan text, OUT estimated bigint, OUT actual bigint) LANGUAGE plpgsql AS $$
DECLARE plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING off, FORMAT json) ' || query INTO plan;
    scan := plan -> 0 -> 'Plan' ->> 'Node Type';
    estimated := plan -> 0 -> 'Plan' ->> 'Plan Rows';
    actual := (plan -> 0 -> 'Plan' ->> 'Actual Rows')::numeric;
END $$;

CREATE TABLE asked AS
SELECT rank, speaker FROM (SELECT speaker, row_number() OVER (ORDER BY count(*) DESC, speaker COLLATE "C") AS rank
                           FROM columns WHERE speaker_kind <> 'unnamed' GROUP BY speaker) x
WHERE rank IN (1, 3, 10, 30, 100, 300, 1000, 3000);
CREATE TABLE asked_queries AS
SELECT rank, format('SELECT id FROM press WHERE s @> %L', statement(speaker => speaker, act => 'deny')) AS press,
       format('SELECT id FROM columns WHERE lower(speaker) = %L AND act = %L', lower(speaker), 'deny') AS columns,
       format('SELECT id FROM documents WHERE j @> %L', jsonb_build_object('speaker', speaker, 'act', 'deny')) AS documents FROM asked;

\echo By example, a speaker and an act: milliseconds (goals: gin 100 times faster than a sequential scan, at most 1.5 times
\echo the best of the alternatives)
CREATE TABLE fast AS
SELECT rank, (scan(press)).*, fastest(ARRAY[press, columns, documents], 41) AS best FROM asked_queries;
SET enable_bitmapscan = off;
CREATE TABLE slow AS SELECT rank, (fastest(ARRAY[press], 2))[1] AS seq FROM asked_queries WHERE rank IN (1, 100, 3000);
RESET enable_bitmapscan;
SELECT rank AS "speaker of rank", actual AS rows, estimated, scan, best[1] AS gin, best[2] AS "columns, btree", best[3] AS "jsonb, gin",
       round(best[1] / best[2], 2) AS "gin to btree", round(best[1] / best[3], 2) AS "gin to jsonb", round(seq) AS "sequential scan",
       round(seq / best[1]) AS "times faster"
FROM fast LEFT JOIN slow USING (rank) ORDER BY rank;

\echo Words, in any weight and verbatim: milliseconds, against a tsvector column with its own gin index
CREATE TABLE words AS
SELECT word, (scan(format('SELECT id FROM press WHERE s @@ to_tsquery(''onrecord'', %L)', word))).*,
       fastest(ARRAY[format('SELECT id FROM press WHERE s @@ to_tsquery(''onrecord'', %L)', word),
                     format('SELECT id FROM columns WHERE words @@ to_tsquery(''onrecord'', %L)', word)], 5) AS best
FROM unnest('{embargo,embargo:A,treaty & hegemony,treaty & hegemony:A,ceasefire & !treaty}'::text[]) word;
SELECT word AS query, actual AS rows, estimated, round(greatest(actual, estimated)::numeric / greatest(least(actual, estimated), 1), 2) AS "off by",
       scan, best[1] AS gin, best[2] AS "tsvector column", round(best[1] / best[2], 2) AS "gin to tsvector" FROM words;

\echo Estimates: rows expected and found
SELECT condition, estimated, actual, round(greatest(actual, estimated)::numeric / greatest(least(actual, estimated), 1), 2) AS "off by"
FROM (SELECT condition, (scan('SELECT id FROM press WHERE ' || condition)).* FROM unnest(ARRAY[
    $$s @> '{"act": "deny"}'$$, $$s @> '{"act": "apologize"}'$$, $$s @> '{"said": "2021"}'$$, $$s @> '{"said": "2021-04"}'$$,
    $$s @> '{"said": "2021-04-05"}'$$, $$s @> '{"mode": "direct", "nested": true}'$$, $$s @> '{"title": "minister", "act": "warn"}'$$,
    $$s @@ to_tsquery('onrecord', 'tariff')$$, $$s @@ to_tsquery('onrecord', 'tariff:A')$$, $$s @@ to_tsquery('onrecord', 'ministry:B')$$]) condition) x;
