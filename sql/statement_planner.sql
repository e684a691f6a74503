-- Conditions on single keys, speaker(s) = 'x' and the like, find the GIN index of statements.
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF strpos(line, node) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
CREATE TABLE press AS
SELECT g AS id, statement(speaker => 'Speaker ' || g % 500, organisation => CASE WHEN g % 3 = 0 THEN 'Office ' || g % 40 END,
    act => (enum_range(NULL::statement_act))[1 + g % 21], mode => (enum_range(NULL::statement_mode))[1 + g % 3],
    cue => 'cue ' || g % 9, content => 'tariff of day ' || g % 100, nested => g % 40 = 0) AS s
FROM generate_series(1, 10000) g;
INSERT INTO press VALUES (10001, NULL), (10002, '{}'), (10003, '{"speaker": "SPEAKER 7", "act": "deny"}');
CREATE INDEX press_gin ON press USING gin (s);
VACUUM ANALYZE press;

-- In the very first query of a session, too.
\c
EXPLAIN (COSTS OFF) SELECT id FROM press WHERE speaker(s) = 'Speaker 7';
-- The condition itself is checked on what the index finds, which disregards case.
SELECT count(*), count(*) FILTER (WHERE speaker(s) = 'SPEAKER 7') FROM press WHERE s @> '{"speaker": "speaker 7"}';
SELECT id FROM press WHERE speaker(s) = 'SPEAKER 7';

-- Which conditions are found, and that they find what a look at every row finds.
CREATE TABLE conditions (condition text);
INSERT INTO conditions VALUES ($$speaker(s) = 'Speaker 7'$$), ($$'Speaker 7' = speaker(s)$$), ($$s['speaker'] = 'Speaker 7'$$),
    ($$speaker(s) = 'Speaker 7' AND act(s) = 'deny'$$),
    ($$organisation(s) = 'Office 3' AND mode(s) = 'direct' AND id < 5000$$), ($$s['act'] = 'deny' AND s['speaker'] = 'Speaker 3'$$),
    ($$speaker(s) = 'Speaker 7' AND s @@ 'tariff'$$), ($$speaker(s) = 'Speaker 7' AND s @> '{"act": "deny"}'$$),
    ($$cue(s) = 'cue 3' AND act(s) = 'ask' AND organisation(s) = 'Office 9'$$), ($$nested(s)$$), ($$nested(s) AND act(s) = 'state'$$),
    ($$speaker(s) = upper('speaker 7')$$), ($$speaker(s) = 'Speaker 7' AND s IS NOT NULL$$),
    ($$NOT nested(s)$$), ($$speaker(s) <> 'Speaker 7'$$), ($$speaker(s) = ''$$), ($$speaker(s) = organisation(s)$$),
    ($$s['act'] = 'sing'$$), ($$speaker(s) = 'Speaker 7' COLLATE "C"$$), ($$upper(speaker(s)) = 'SPEAKER 7'$$),
    ($$speaker(s) = 'Speaker 7' OR id = 3$$), ($$content(s) = 'tariff of day 7'$$), ($$act(s) = 'deny'$$), ($$s['title'] = 'none'$$);
CREATE FUNCTION answers_of(condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text;
BEGIN
    EXECUTE 'SELECT count(*) || '' '' || coalesce(sum(id), 0) FROM press WHERE ' || condition INTO answer;
    RETURN answer;
END $$;
CREATE FUNCTION answers_by_rows(condition text) RETURNS text LANGUAGE sql SET enable_bitmapscan = off AS 'SELECT answers_of(condition)';
CREATE FUNCTION answers_by_index(condition text) RETURNS text LANGUAGE sql SET enable_seqscan = off AS 'SELECT answers_of(condition)';
SELECT condition, plan_has('SELECT * FROM press WHERE ' || condition, 'press_gin') AS found, split_part(answers_of(condition), ' ', 1) AS rows,
       answers_by_index(condition) = answers_by_rows(condition) AS same
FROM conditions;

-- A collation in which equality is not of bytes is left alone.
CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SELECT plan_has($$SELECT * FROM press WHERE speaker(s) = 'Speaker 7' COLLATE blind$$, 'press_gin') AS found;
SELECT count(*) FROM press WHERE speaker(s) = 'speaker 7' COLLATE blind;

-- Through views, in joins, updates and deletes, for partitions and prepared statements, in parallel.
CREATE VIEW flat AS SELECT id, speaker(s) AS speaker, act(s) AS act, s['organisation'] AS organisation FROM press;
SELECT plan_has($$SELECT * FROM flat WHERE speaker = 'Speaker 7' AND act = 'deny'$$, '"speaker": "Speaker 7", "act": "deny"') AS view,
       plan_has($$SELECT * FROM flat a JOIN flat b USING (speaker) WHERE a.speaker = 'Speaker 7'$$, 'press_gin') AS joined,
       plan_has($$UPDATE press SET s['mode'] = 'mixed' WHERE speaker(s) = 'Speaker 7'$$, 'press_gin') AS updated,
       plan_has($$DELETE FROM press WHERE s['organisation'] = 'Office 7'$$, 'press_gin') AS deleted;
PREPARE of_speaker(text) AS SELECT count(*) FROM press WHERE speaker(s) = $1;
EXECUTE of_speaker('Speaker 7');
SET plan_cache_mode = force_generic_plan;
EXECUTE of_speaker('Speaker 7');
EXPLAIN (COSTS OFF) EXECUTE of_speaker('Speaker 7');
EXECUTE of_speaker(NULL);
EXECUTE of_speaker('');
PREPARE of_keys(text, statement_act) AS SELECT count(*) FROM press WHERE speaker(s) = $1 AND act(s) = $2 AND mode(s) = 'direct';
EXPLAIN (COSTS OFF) EXECUTE of_keys('Speaker 3', 'state');
EXECUTE of_keys('Speaker 3', 'state');
PREPARE of_label(text) AS SELECT count(*) FROM press WHERE s['act'] = $1;
EXECUTE of_label('deny');
EXECUTE of_label('sing');
RESET plan_cache_mode;
SELECT plan_has(q, 'press_gin') AS found, answers_by_index(c) = answers_by_rows(c) AS same
FROM (VALUES ($$speaker(s) = (SELECT speaker(s) FROM press WHERE id = 9)$$), ($$speaker(s) = current_setting('application_name')$$),
             ($$act(s) = (SELECT act(s) FROM press WHERE id = 5) AND speaker(s) = 'Speaker 5'$$),
             ($$speaker(s) = 'Speaker ' || (random() * 0)::int$$)) AS v(c), format('SELECT * FROM press WHERE %s', c) AS q;
SELECT statement_example_with('{"act": "deny"}', 0, 'x'::text);
SELECT statement_example_with('{}', 99, 'x'::text);
SELECT statement_example_with('{}', 0, 5);
CREATE TABLE parts (LIKE press) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (MINVALUE) TO (5000);
CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (5000) TO (MAXVALUE);
INSERT INTO parts SELECT * FROM press;
CREATE INDEX ON parts USING gin (s);
ANALYZE parts;
SELECT plan_has(q, 'parts_low_s_idx') AND plan_has(q, 'parts_high_s_idx') AS partitions, (SELECT count(*) FROM parts WHERE speaker(s) = 'Speaker 7')
FROM (VALUES ($$SELECT * FROM parts WHERE speaker(s) = 'Speaker 7'$$)) v(q);
BEGIN;
SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL enable_seqscan = off;
SELECT plan_has($$SELECT count(*) FROM press WHERE mode(s) = 'direct'$$, 'Parallel Bitmap Heap Scan') AS parallel;
SELECT count(*) FROM press WHERE mode(s) = 'direct';
COMMIT;

-- A partial index where its predicate holds; an index of several columns; no other index.
DROP INDEX press_gin;
CREATE INDEX press_denied ON press USING gin (s) WHERE id > 100;
SELECT plan_has($$SELECT * FROM press WHERE speaker(s) = 'Speaker 7'$$, 'press_denied') AS without,
       plan_has($$SELECT * FROM press WHERE speaker(s) = 'Speaker 7' AND id > 200$$, 'press_denied') AS with_predicate;
DROP INDEX press_denied;
CREATE INDEX press_two ON press USING gin (to_tsvector('onrecord', content(s)), s);
ANALYZE press;
SELECT plan_has($$SELECT * FROM press WHERE speaker(s) = 'Speaker 7'$$, 'press_two') AS second_column,
       (SELECT count(*) FROM press WHERE speaker(s) = 'Speaker 7') AS rows;

-- Row security comes first: a condition that could tell on rows is not handed to the index before it.
CREATE ROLE onrecord_reader;
ALTER TABLE press ENABLE ROW LEVEL SECURITY;
CREATE POLICY low ON press FOR SELECT TO onrecord_reader USING (id < 300);
GRANT SELECT ON press TO onrecord_reader;
SET ROLE onrecord_reader;
SELECT count(*), max(id) FROM press WHERE speaker(s) = 'Speaker 7';
RESET ROLE;
DROP TABLE press, parts, conditions CASCADE;
DROP ROLE onrecord_reader;
DROP COLLATION blind;
DROP FUNCTION plan_has, answers_of, answers_by_rows, answers_by_index;
