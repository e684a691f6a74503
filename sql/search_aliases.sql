-- search_aliases.sql: aliases are rows that a user may change.

-- A starting set is there.
SELECT kind, count(*) > 10 AS many FROM onrecord_aliases WHERE shipped GROUP BY kind HAVING count(*) > 10 ORDER BY kind;
SELECT count(*) = 0 AS none_of_them_is_recorded_as_a_change FROM onrecord_alias_changes;

-- An ordinary user with the right grant changes them.
CREATE ROLE regress_onrecord_editor;
SET ROLE regress_onrecord_editor;
INSERT INTO onrecord_aliases (alias, name) VALUES ('Grey Heron', 'Bureau of Coastal Surveys');
RESET ROLE;
GRANT INSERT, UPDATE, DELETE ON onrecord_aliases TO regress_onrecord_editor;
SET ROLE regress_onrecord_editor;
SELECT to_tsvector('onrecord', 'the BCS said') @@ phraseto_tsquery('onrecord', 'Bureau of Coastal Surveys said') AS before;
INSERT INTO onrecord_aliases (alias, name, kind, match_case) VALUES
    ('BCS', 'Bureau of Coastal Surveys', 'agency', true),
    ('Grey Heron', 'Bureau of Coastal Surveys', 'agency', false),
    ('海岸测量局', 'Bureau of Coastal Surveys', 'agency', false);
SELECT document, query,
    to_tsvector('onrecord', document) @@ phraseto_tsquery('onrecord', query) AS found,
    onrecord_tsvector(document) = to_tsvector('onrecord', document) AS one_vector
FROM (VALUES ('the BCS said', 'Bureau of Coastal Surveys said'),
             ('the Bureau of Coastal Surveys said', 'the BCS said'),
             ('the Bureau of Coastal Surveys said', 'coastal surveys'),
             ('the grey heron said', 'BCS said'),
             ('Grey herons nest here', 'BCS'),
             ('the bcs said', 'BCS'),
             ('海岸测量局表示', 'BCS'),
             ('BCS officials', '海岸测量局'),
             ('surveys of the coastal bureau', 'BCS')) AS pairs (document, query);

-- An alias of an alias stands for the same name; a row without a name is no alias.
INSERT INTO onrecord_aliases (alias, name) VALUES ('Herons House', 'Grey Heron');
SELECT to_tsvector('onrecord', 'Herons House') @@ websearch_to_tsquery('onrecord', 'BCS') AS through_a_chain;
INSERT INTO onrecord_aliases (alias, name) VALUES ('Ring One', 'Ring Two'), ('Ring Two', 'Ring One');
SELECT onrecord_tsvector('Ring One') IS NOT NULL AS a_ring_does_no_harm;
UPDATE onrecord_aliases SET name = NULL WHERE alias = 'Grey Heron';
SELECT to_tsvector('onrecord', 'the grey heron said') @@ websearch_to_tsquery('onrecord', 'BCS') AS switched_off;

-- What a transaction takes back has never been.
BEGIN;
DELETE FROM onrecord_aliases WHERE alias = 'BCS';
SELECT to_tsvector('onrecord', 'the BCS said') @@ websearch_to_tsquery('onrecord', 'coastal') AS deleted;
ROLLBACK;
SELECT to_tsvector('onrecord', 'the BCS said') @@ websearch_to_tsquery('onrecord', 'coastal') AS rolled_back;
BEGIN;
SAVEPOINT before;
INSERT INTO onrecord_aliases (alias, name) VALUES ('BCSX', 'Bureau of Coastal Surveys');
SELECT to_tsvector('onrecord', 'the BCSX said') @@ websearch_to_tsquery('onrecord', 'coastal') AS within;
ROLLBACK TO before;
SELECT to_tsvector('onrecord', 'the BCSX said') @@ websearch_to_tsquery('onrecord', 'coastal') AS after_rollback_to;
COMMIT;

-- Rows that were shipped cannot be deleted, but changed: they are the user's then.
DELETE FROM onrecord_aliases WHERE alias = 'USA';
UPDATE onrecord_aliases SET name = NULL WHERE alias = 'USA';
SELECT alias, name, shipped FROM onrecord_aliases WHERE alias = 'USA' ORDER BY shipped;
SELECT to_tsvector('onrecord', 'the USA') @@ websearch_to_tsquery('onrecord', 'United States') AS usa_is_no_alias_now;
INSERT INTO onrecord_aliases (alias, name, shipped) VALUES ('MSS', 'Meridian Shipping Service', true);
SELECT alias, name, shipped FROM onrecord_aliases WHERE alias = 'MSS' ORDER BY shipped;
SELECT to_tsvector('onrecord', 'MSS') @@ websearch_to_tsquery('onrecord', 'Meridian Shipping') AS own_row_first;
DELETE FROM onrecord_aliases WHERE alias = 'MSS' AND NOT shipped;
SELECT to_tsvector('onrecord', 'MSS') @@ websearch_to_tsquery('onrecord', 'Ministry of State Security') AS shipped_row_again;
INSERT INTO onrecord_aliases (alias, name) VALUES ('', 'Nothing');
INSERT INTO onrecord_aliases (alias, name) VALUES ('--', 'Only marks');
INSERT INTO onrecord_aliases (alias, name) VALUES ('Thirteen', 'one two three four five six seven eight nine ten eleven twelve thirteen');
DELETE FROM onrecord_aliases WHERE alias = 'USA' AND NOT shipped;
SELECT to_tsvector('onrecord', 'the USA') @@ websearch_to_tsquery('onrecord', 'United States') AS usa_as_shipped;

-- Which stored vectors are stale.
RESET ROLE;
CREATE TABLE stored AS
SELECT document, onrecord_tsvector(document) AS vector
FROM (VALUES ('the Dune Crew struck again'), ('sand dunes and the crew'), ('Sable Fox struck again'), ('nothing of the kind')) AS documents (document);
CREATE INDEX ON stored USING gin (vector);
SELECT clock_timestamp() AS since \gset
SELECT onrecord_stale_query(:'since');
INSERT INTO onrecord_aliases (alias, name) VALUES ('Dune Crew', 'Sable Fox');
SELECT onrecord_stale_query(:'since');
SELECT document, vector <> onrecord_tsvector(document) AS stale FROM stored WHERE vector @@ onrecord_stale_query(:'since') ORDER BY document;
SELECT document FROM stored WHERE vector <> onrecord_tsvector(document) AND NOT vector @@ onrecord_stale_query(:'since');
UPDATE stored SET vector = onrecord_tsvector(document) WHERE vector @@ onrecord_stale_query(:'since');
SELECT document FROM stored WHERE vector @@ websearch_to_tsquery('onrecord', 'Sable Fox') ORDER BY document;
SELECT clock_timestamp() AS since \gset
DELETE FROM onrecord_aliases WHERE alias = 'Dune Crew';
SELECT document FROM stored WHERE vector @@ onrecord_stale_query(:'since') AND vector <> onrecord_tsvector(document) ORDER BY document;

-- A search path without the extension's schema makes no difference.
SELECT onrecord_tsvector('the BCS') AS here \gset
SET search_path = pg_catalog;
SELECT public.onrecord_tsvector('the BCS') = :'here' AS same, public.onrecord_stale_query(now() + interval '1 day');
RESET search_path;

-- Parallel workers read the aliases themselves, also those of the transaction that they work for.
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
ALTER TABLE stored SET (parallel_workers = 2);
BEGIN;
INSERT INTO onrecord_aliases (alias, name) VALUES ('Dune Crew', 'Sable Fox');
EXPLAIN (COSTS off) SELECT document FROM stored WHERE onrecord_tsvector(document) @@ 'sabl <-> fox';
SELECT document FROM stored WHERE onrecord_tsvector(document) @@ 'sabl <-> fox' ORDER BY document;
ROLLBACK;
SELECT document FROM stored WHERE onrecord_tsvector(document) @@ 'sabl <-> fox' ORDER BY document;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
RESET max_parallel_workers_per_gather;

-- The functions of the triggers are of no use elsewhere.
SELECT onrecord_aliases_changed();

DROP TABLE stored;
DELETE FROM onrecord_aliases WHERE NOT shipped;
DELETE FROM onrecord_alias_changes;
REVOKE ALL ON onrecord_aliases FROM regress_onrecord_editor;
DROP ROLE regress_onrecord_editor;
