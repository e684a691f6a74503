-- Comparing, sorting and hashing statements; min and max.

-- Plans differ from server to server; asked is only whether they have a node.
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF strpos(line, node) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;

CREATE TABLE chronicle (id serial, s statement);
INSERT INTO chronicle (s) VALUES
    ('{"said": "2025-01", "speaker": "Bram"}'),
    ('{"said": "2025-01-01", "speaker": "Zena"}'),
    ('{"said": "2025", "speaker": "Abel"}'),
    ('{"said": "2024-12-31", "speaker": "Zena"}'),
    ('{"speaker": "Zena"}'),
    ('{}'),
    ('{"said": "2025-01-01"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr", "act": "deny"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr", "act": "state"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr", "act": "state", "content": "b"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr", "act": "state", "content": "a", "mode": "direct"}'),
    ('{"said": "2025-01-01", "speaker": "Zena", "organisation": "Bank of Orr", "act": "state", "content": "a"}'),
    ('{"said": "2025-01-01", "speaker": "zena"}'),
    ('{"said": "2025-01-01", "speaker": "Zen"}'),
    ('{"said": "2025-01-01", "speaker": "Élan"}'),
    ('{"content": "ab", "quoted": [[0, 1]]}'),
    ('{"content": "ab", "quoted": [[0, 1], [1, 2]]}'),
    ('{"content": "ab", "quoted": [[0, 2]]}'),
    ('{"content": "ab", "quoted": []}'),
    ('{"nested": false}'), ('{"nested": true}'), ('{"answers": 2}'), ('{"answers": 10}'),
    ('{"confidence": 0.5}'), ('{"confidence": 0.25}'),
    ('{"said": "0001", "speaker": "Old"}'), ('{"said": "9999-12-31"}');

-- The order of a chronicle: said, speaker, organisation, act, content, the rest.
SELECT s FROM chronicle ORDER BY s;
SELECT min(s), max(s) FROM chronicle;

-- It is an order: total, antisymmetric and transitive, and the operators agree with it.
SELECT count(*) AS pairs,
       count(*) FILTER (WHERE statement_cmp(a.s, b.s) = -statement_cmp(b.s, a.s)) AS antisymmetric,
       count(*) FILTER (WHERE (statement_cmp(a.s, b.s) = 0) = (a.s = b.s) AND (a.s = b.s) = (a.id = b.id)
           AND (a.s <> b.s) = (a.id <> b.id)) AS equality,
       count(*) FILTER (WHERE (a.s < b.s) = (statement_cmp(a.s, b.s) < 0) AND (a.s <= b.s) = (statement_cmp(a.s, b.s) <= 0)
           AND (a.s > b.s) = (statement_cmp(a.s, b.s) > 0) AND (a.s >= b.s) = (statement_cmp(a.s, b.s) >= 0)) AS operators,
       count(*) FILTER (WHERE a.s < b.s AND said(a.s) > said(b.s)) AS against_daterange
FROM chronicle a, chronicle b;
SELECT count(*) AS broken FROM chronicle a, chronicle b, chronicle c WHERE a.s < b.s AND b.s < c.s AND NOT a.s < c.s;

-- Strings compare by their bytes, whatever the collation of the database.
SELECT '{"speaker": "Z"}'::statement < '{"speaker": "a"}'::statement AS bytewise;

-- Values written differently are one value.
SELECT '{"act": "deny", "confidence": 0.50}'::statement = '{ "confidence": 5e-1, "act": "deny" }'::statement AS same,
       statement_hash('{"confidence": -0.0}') = statement_hash('{"confidence": 0}') AS same_hash,
       statement_hash_extended('{"act": "deny"}', 0) = statement_hash_extended('{"act": "deny"}', 1) AS seed_ignored,
       statement_hash_extended('{"act": "deny"}', 0)::bit(32) = statement_hash('{"act": "deny"}')::bit(32) AS low_half_is_hash;

-- btree, sort with abbreviated keys and hash agree on more rows than fit a page.
CREATE TABLE many AS
SELECT g AS id, statement(speaker => 'Speaker ' || g % 97, act => (enum_range(NULL::statement_act))[1 + g % 21],
                          said => date '1999-06-01' + (g * 7919) % 1500, content => repeat('word ', 1 + g % 300)) AS s
FROM generate_series(1, 20000) g;
INSERT INTO many SELECT id + 20000, s FROM many WHERE id <= 2000;
SELECT count(*) AS rows, count(DISTINCT s) AS statements FROM many;
SELECT bool_and(s >= previous) AS sorted FROM (SELECT s, lag(s) OVER (ORDER BY s) AS previous FROM many) x;
CREATE INDEX many_btree ON many (s);
ANALYZE many;
SET enable_seqscan = off; SET enable_bitmapscan = off;
SELECT plan_has($$SELECT id FROM many WHERE s = (SELECT s FROM many WHERE id = 77) ORDER BY id$$, 'Index Scan using many_btree');
SELECT id FROM many WHERE s = (SELECT s FROM many WHERE id = 77) ORDER BY id;
SELECT plan_has($$SELECT min(s), max(s) FROM many$$, 'Index Only Scan Backward using many_btree');
SELECT min(s) = (SELECT s FROM many ORDER BY s LIMIT 1), said(max(s)) FROM many;
SELECT count(*) = (SELECT count(*) FROM many WHERE said(s) < '[2000-01-01,2000-01-01]') FROM many WHERE s < '{"said": "2000-01-01"}';
RESET enable_seqscan; RESET enable_bitmapscan;
DROP INDEX many_btree;
CREATE INDEX many_hash ON many USING hash (s);
SET enable_seqscan = off;
SELECT plan_has($$SELECT count(*) FROM many WHERE s = '{"act": "deny"}'$$, 'Index Scan using many_hash');
SELECT count(*) FROM many a JOIN many b USING (s);
RESET enable_seqscan;
DROP INDEX many_hash;

-- All three ways to join, and grouping by hash.
SET enable_nestloop = off; SET enable_mergejoin = off;
SELECT plan_has($$SELECT count(*) FROM many a JOIN many b ON a.s = b.s$$, 'Hash Join');
SELECT count(*) FROM many a JOIN many b ON a.s = b.s;
RESET enable_mergejoin; SET enable_hashjoin = off;
SELECT plan_has($$SELECT count(*) FROM many a JOIN many b ON a.s = b.s$$, 'Merge Join');
SELECT count(*) FROM many a JOIN many b ON a.s = b.s;
RESET enable_hashjoin; RESET enable_nestloop;
SET enable_sort = off;
SELECT plan_has($$SELECT s, count(*) FROM many GROUP BY s$$, 'HashAggregate');
SELECT count(*) FROM (SELECT s FROM many GROUP BY s HAVING count(*) > 1) x;
RESET enable_sort;

-- Partitions by hash and by range of statements.
CREATE TABLE by_hash (s statement) PARTITION BY HASH (s);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_hash SELECT s FROM many;
SELECT count(*) AS rows, count(DISTINCT tableoid) AS partitions, min(n) > 9000 AS even FROM by_hash, LATERAL (SELECT count(*) AS n FROM by_hash_0) x;
SELECT plan_has(q, 'by_hash_0') <> plan_has(q, 'by_hash_1') AS pruned
FROM (VALUES ($$SELECT * FROM by_hash WHERE s = '{"act": "deny"}'$$)) v(q);
CREATE TABLE by_range (s statement PRIMARY KEY) PARTITION BY RANGE (s);
CREATE TABLE by_range_old PARTITION OF by_range FOR VALUES FROM (MINVALUE) TO ('{"said": "2001-01-01"}');
CREATE TABLE by_range_new PARTITION OF by_range FOR VALUES FROM ('{"said": "2001-01-01"}') TO (MAXVALUE);
INSERT INTO by_range SELECT DISTINCT s FROM many;
SELECT tableoid::regclass, count(*), max(upper(said(s))) <= '2001-01-01' AS old FROM by_range GROUP BY 1 ORDER BY 1;

-- min and max in parallel, and through partitions.
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2; SET enable_partitionwise_aggregate = on;
ALTER TABLE many SET (parallel_workers = 2);
SELECT plan_has($$SELECT max(s) FROM many$$, 'Partial Aggregate');
SELECT min(s) = (SELECT s FROM many ORDER BY s LIMIT 1) AS least, max(s) = (SELECT s FROM many ORDER BY s DESC LIMIT 1) AS greatest FROM many;
SELECT min(s) = (SELECT min(s) FROM many) AS least, max(s) = (SELECT max(s) FROM many) AS greatest FROM by_range;
SELECT max(s) FROM many WHERE false;
SELECT max(s) FROM (VALUES (NULL), ('{"act": "deny"}'::statement), (NULL)) v(s);
RESET ALL;
DROP TABLE chronicle, many, by_hash, by_range;
DROP FUNCTION plan_has;

-- The operator classes are complete.
SELECT opcname, amname, amvalidate(c.oid) AS valid
FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod WHERE opcintype = 'statement'::regtype ORDER BY amname;
