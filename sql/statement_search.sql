-- Statements by example (@>) and by text-search query (@@), without and with the GIN index.
SET client_min_messages = warning; -- no notice of empty queries

-- By example: every field of the right side holds in the left.
CREATE TABLE examples (s statement, example statement);
INSERT INTO examples VALUES
    ('{"speaker": "Ilse Marn", "act": "deny", "said": "2025-01-13"}', '{"speaker": "Ilse Marn"}'),
    ('{"speaker": "Ilse Marn", "act": "deny"}', '{"speaker": "Ilse Marn", "act": "state"}'),
    ('{"speaker": "Ilse Marn"}', '{"speaker": "Ilse Marn", "act": "deny"}'),
    ('{"speaker": "Élodie  Brandt"}', '{"speaker": "ELODIE BRANDT"}'),
    ('{"speaker": "Søren Łuk"}', '{"speaker": "søren łuk"}'),
    ('{"speaker": "Seán O’Dea"}', '{"speaker": "sean o''dea"}'),
    ('{"speaker": "Groß"}', '{"speaker": "GROSS"}'),
    ('{"speaker": "Ｖｅｒａ"}', '{"speaker": "vera"}'),
    ('{"speaker": "Сергий"}', '{"speaker": "Сергии"}'),
    ('{"speaker": "海关总署"}', '{"speaker": "海关总署"}'),
    ('{"speaker": "Marn"}', '{"speaker": "Ilse Marn"}'),
    ('{"organisation": "MINISTRY OF TIDES", "target": "vardia", "addressee": "ÉMILE"}', '{"organisation": "Ministry of Tides", "target": "Vardia", "addressee": "Emile"}'),
    ('{"said": "2025-01-13"}', '{"said": "2025-01-13"}'), ('{"said": "2025-01-13"}', '{"said": "2025-01"}'),
    ('{"said": "2025-01-13"}', '{"said": "2025"}'), ('{"said": "2025-01"}', '{"said": "2025-01-13"}'),
    ('{"said": "2025-01"}', '{"said": "2025"}'), ('{"said": "2025-01-13"}', '{"said": "2024"}'),
    ('{"cue": "say"}', '{"cue": "Say"}'), ('{"language": "en", "mode": "direct"}', '{"mode": "direct"}'),
    ('{"content": "abc"}', '{"content": "abc"}'), ('{"content": "abc"}', '{"content": "ABC"}'),
    ('{"content": "abc", "quoted": [[0, 1]]}', '{"content": "abc"}'),
    ('{"content": "abc", "quoted": [[0, 1]]}', '{"content": "abc", "quoted": [[0, 2]]}'),
    ('{"spans": [[1, 2], [3, 4]]}', '{"spans": [[1, 2], [3, 4]]}'), ('{"spans": [[1, 2], [3, 4]]}', '{"spans": [[1, 2]]}'),
    ('{"nested": true}', '{"nested": true}'), ('{"nested": false}', '{"nested": false}'), ('{}', '{"nested": false}'),
    ('{"answers": 3, "confidence": 0.5}', '{"answers": 3, "confidence": 0.5}'), ('{"answers": 3}', '{"answers": 4}'),
    ('{"act": "deny"}', '{}'), ('{}', '{}');
SELECT s @> example AS fits, s, example FROM examples;
SELECT bool_and(s @> example = (example <@ s)) AS commutes, bool_and(s @> s) AND bool_and(example @> example) AS reflexive FROM examples;
SELECT count(*) AS not_transitive FROM examples a, examples b, examples c
WHERE a.s @> b.example AND b.example @> c.example AND NOT a.s @> c.example;
DROP TABLE examples;

-- The vector: A verbatim, B names, C paraphrase. Direct speech without ranges is verbatim.
CREATE TABLE speeches (id int, s statement);
INSERT INTO speeches VALUES
    (1, '{"speaker": "Ilse Marn", "organisation": "Ministry of Tides", "act": "deny", "mode": "mixed", "content": "the ministry sees « open hegemony » in the new tariff", "quoted": [[18, 35]]}'),
    (2, '{"speaker": "Bram Oort", "act": "criticize", "mode": "direct", "content": "This tariff is hegemony, nothing else."}'),
    (3, '{"speaker": "Tariff Board", "act": "state", "mode": "indirect", "content": "harbour dues will rise"}'),
    (4, '{"content": "tariff hegemony", "quoted": []}'),
    (5, '{"act": "deny"}'), (6, '{}'), (7, NULL),
    (8, '{"content": "海关总署否认征收新关税", "mode": "direct", "language": "zh"}'),
    (9, '{"content": "«a» tariff «b»", "quoted": [[0, 3], [11, 14]]}');
SELECT id, strip(tsvector(s)) = strip(to_tsvector('onrecord', concat_ws(' ', speaker(s), organisation(s), content(s)))) AS same_words,
       ts_filter(tsvector(s), '{a}') <> '' AS verbatim, ts_filter(tsvector(s), '{b}') <> '' AS named,
       ts_filter(tsvector(s), '{c}') <> '' AS paraphrased, ts_filter(tsvector(s), '{d}') <> '' AS other
FROM speeches WHERE id < 9;
CREATE TABLE questions (question text, q tsquery);
INSERT INTO questions SELECT question, to_tsquery('onrecord', question) FROM unnest(ARRAY['hegemony', 'hegemony:A', 'hegemony:C', 'tariff',
    'tariff:B', 'tariff:AB', 'tariff:D', '!tariff', '!tariff:D', 'tariff & !hegemony:A', 'hegemony | dues', 'hegemon:*', 'tari:*A',
    'open <-> hegemony', 'hegemony <-> open', '!(tariff <-> hegemony)', 'ilse <-> marn', 'marn & tides', 'nowhere',
    '!nowhere & !elsewhere']) question;
INSERT INTO questions VALUES ('', ''::tsquery);
SELECT question, array_agg(id ORDER BY id) FILTER (WHERE s @@ q) AS matching,
       bool_and((s @@ q) = (tsvector(s) @@ q)) AS as_its_vector, bool_and((s @@ q) = (q @@ s)) AS commutes
FROM questions, speeches GROUP BY question ORDER BY question COLLATE "C";
SELECT id FROM speeches WHERE s @@ websearch_to_tsquery('onrecord', '"open hegemony" -dues');

-- The index finds what a look at every row finds, for hundreds of questions of all kinds.
CREATE FUNCTION pick(list text[], at int) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT list[1 + (hashint4(at) & 1023) % cardinality(list)] $$;
CREATE TABLE corpus AS
SELECT g AS id, CASE WHEN g % 50 = 0 THEN NULL WHEN g % 51 = 0 THEN '{}'::statement ELSE statement(
    speaker => pick('{Ilse Marn,Bram Oort,Élodie Brandt,Tariff Board,NULL}', g),
    organisation => pick('{Ministry of Tides,Bank of Orr,NULL,NULL}', g + 10000),
    act => (enum_range(NULL::statement_act))[1 + g % 7], mode => (enum_range(NULL::statement_mode))[1 + g % 3],
    said => pick('{2024,2024-05,2024-05-01,2025-01-13,2025-01-14,NULL}', g + 20000),
    content => w1 || ' ' || w2 || ' ' || w3, quoted => CASE WHEN g % 3 = 1 THEN int4multirange(int4range(0, length(w1))) END,
    nested => CASE WHEN g % 5 = 0 THEN true WHEN g % 5 = 1 THEN false END,
    answers => nullif(g % 4, 0), language => pick('{en,zh}', g)) END AS s
FROM generate_series(1, 3000) g, LATERAL (SELECT pick('{tariff,dues,tide,treaty,hegemony,ships}', g + 30000), pick('{rises,falls,tariff,denied,open}', g + 40000),
     pick('{tomorrow,harbour,hegemony,tide,tariffs}', g + 50000)) w(w1, w2, w3);
UPDATE corpus SET s['speaker'] = NULL WHERE s['speaker'] = 'NULL';
UPDATE corpus SET s['organisation'] = NULL WHERE s['organisation'] = 'NULL';
CREATE TABLE asked (id serial, example statement, query tsquery);
INSERT INTO asked (example) SELECT s FROM corpus WHERE id % 150 = 7;
INSERT INTO asked (example) SELECT e::jsonb::statement FROM unnest('{"{}","{\"nested\":false}","{\"nested\":true}","{\"said\":\"2025\"}","{\"said\":\"2025-01\"}","{\"said\":\"2024-05-01\"}","{\"speaker\":\"ELODIE brandt\"}","{\"content\":\"tariff rises tomorrow\"}","{\"quoted\":[]}","{\"answers\":3}","{\"language\":\"zh\",\"answers\":1}","{\"act\":\"ask\"}"}'::text[]) e;
INSERT INTO asked (example) SELECT statement(speaker => speaker(s), act => act(s)) FROM corpus WHERE id % 100 = 3;
INSERT INTO asked (example) SELECT statement(organisation => organisation(s), said => said(s), mode => 'direct') FROM corpus WHERE id % 100 = 5;
INSERT INTO asked (query) SELECT q FROM questions;
INSERT INTO asked (query) SELECT to_tsquery('onrecord', format(pick('{%s & %s,%s | %s,%s & !%s,!%s | %s,!(%s & %s),%s <-> %s,%s:A & %s,%s:B | %s:A,%s:C & !%s:AC,%s:* & !%s,!(%s <-> %s)}', g),
    pick('{tariff,tide,hegemony,marn,orr,dues}', g + 7), pick('{rises,denied,harbour,tariff,tides,brandt}', g + 9))) FROM generate_series(1, 150) g;
CREATE FUNCTION ask_all(OUT asked_id int, OUT matches bigint, OUT checksum bigint) RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE a asked;
BEGIN
    FOR a IN SELECT * FROM asked ORDER BY id LOOP
        asked_id := a.id;
        IF a.query IS NULL THEN
            EXECUTE format('SELECT count(*), sum(hashint4(id)) FROM corpus WHERE s @> %L', a.example) INTO matches, checksum;
        ELSE
            EXECUTE format('SELECT count(*), sum(hashint4(id)) FROM corpus WHERE s @@ %L', a.query) INTO matches, checksum;
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;
CREATE TABLE slowly AS SELECT * FROM ask_all();
CREATE INDEX corpus_gin ON corpus USING gin (s);
SET enable_seqscan = off;
CREATE TABLE quickly AS SELECT * FROM ask_all();
-- The same with tuples still in the pending list, after updates and after a vacuum.
UPDATE corpus SET s['act'] = 'warn' WHERE id % 11 = 0;
CREATE TABLE quickly_pending AS SELECT * FROM ask_all();
VACUUM corpus;
CREATE TABLE quickly_vacuumed AS SELECT * FROM ask_all();
SET enable_bitmapscan = off; SET enable_seqscan = on;
CREATE TABLE slowly_updated AS SELECT * FROM ask_all();
RESET enable_seqscan; RESET enable_bitmapscan;
SELECT count(*) > 250 AS many_questions, count(*) FILTER (WHERE matches > 0) > 200 AS most_find FROM slowly;
SELECT (SELECT count(*) FROM (TABLE slowly EXCEPT TABLE quickly) x) AS first,
       (SELECT count(*) FROM (TABLE slowly_updated EXCEPT TABLE quickly_pending) x) AS pending,
       (SELECT count(*) FROM (TABLE slowly_updated EXCEPT TABLE quickly_vacuumed) x) AS vacuumed,
       (SELECT count(*) > 0 FROM (TABLE slowly_updated EXCEPT TABLE slowly) x) AS update_showed;

-- Rows are looked at again only where entries cannot tell.
CREATE FUNCTION rechecked(condition text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE plan jsonb;
BEGIN
    SET LOCAL enable_seqscan = off;
    EXECUTE 'EXPLAIN (ANALYZE, FORMAT json, TIMING off, COSTS off) SELECT * FROM corpus WHERE ' || condition INTO plan;
    plan := plan -> 0 -> 'Plan';
    IF plan ->> 'Node Type' <> 'Bitmap Heap Scan' THEN RETURN plan ->> 'Node Type'; END IF;
    -- The index hands out more than there is, or just what there is.
    RETURN CASE WHEN (plan ->> 'Rows Removed by Index Recheck')::int > 0 THEN 'recheck' ELSE 'exact' END;
END $$;
SELECT condition, rechecked(condition) FROM unnest(ARRAY[
    $$s @> '{"speaker": "ilse marn", "act": "deny"}'$$, $$s @> '{"said": "2025-01", "nested": true}'$$,
    $$s @> '{"answers": 1, "act": "deny"}'$$, $$s @> '{"nested": false, "act": "deny"}'$$,
    $$s @@ to_tsquery('onrecord', 'hegemony:A')$$,
    $$s @@ to_tsquery('onrecord', 'hegemony:A & !tariff:C | tide')$$, $$s @@ to_tsquery('onrecord', 'open <-> hegemony')$$,
    $$s @@ to_tsquery('onrecord', 'har:*A')$$]) condition;

-- One index for both, alone or together, and with a name too long for an index page.
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF strpos(line, node) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
INSERT INTO corpus SELECT 5000 + g, statement(speaker => repeat('Bank of Orr ', 1000) || g) FROM generate_series(1, 3) g;
ANALYZE corpus;
SELECT plan_has(q, 'Index Cond: ((s @> ') AND plan_has(q, 's @@ ') AS both
FROM (VALUES ($$SELECT * FROM corpus WHERE s @> '{"speaker": "Ilse Marn", "act": "deny"}' AND s @@ to_tsquery('onrecord', 'hegemony:A')$$)) v(q);
SET enable_seqscan = off;
SELECT id FROM corpus WHERE s @> statement(speaker => repeat('bank of orr ', 1000) || 2);
RESET enable_seqscan;
DROP TABLE corpus, asked, questions, speeches, slowly, quickly, quickly_pending, quickly_vacuumed, slowly_updated;
DROP FUNCTION ask_all, pick, rechecked, plan_has;
