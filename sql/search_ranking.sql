-- search_ranking.sql: statistics of a corpus, and bm25 by them.
CREATE TABLE ranked (number integer, content text, vector tsvector GENERATED ALWAYS AS (onrecord_tsvector(content)) STORED);
INSERT INTO ranked (number, content) VALUES
    (1, 'The ministry spoke. The ministry spoke again. The ministry never stops.'),
    (2, 'The ministry condemned the embargo.'),
    (3, 'An embargo, said the ministry of a country that had not been heard from since the ferry strike of last spring, was not in sight.'),
    (4, 'The ferry sails at noon.'),
    (5, 'The ministry, the port and the ferry.'),
    (6, 'US officials met.'),
    (7, '美国与中国');
CREATE TABLE corpus_statistics AS SELECT search_statistics(vector) AS statistics FROM ranked;
SELECT documents(statistics), round(average_length(statistics)::numeric, 2) AS average_length,
    document_frequency(statistics, 'ministry') AS ministry, document_frequency(statistics, 'embargo') AS embargo,
    document_frequency(statistics, 'zeppelin') AS zeppelin
FROM corpus_statistics;

-- Rare words count more than common ones, short texts more than long ones.
SELECT number, round(bm25(vector, query, statistics)::numeric, 4) AS rank
FROM ranked, corpus_statistics, websearch_to_tsquery('onrecord', 'ministry or embargo') AS query
WHERE vector @@ query ORDER BY rank DESC, number;
SELECT number FROM ranked, corpus_statistics, websearch_to_tsquery('onrecord', 'embargo') AS query
WHERE vector @@ query ORDER BY bm25(vector, query, statistics) DESC LIMIT 1;
-- An alias is one thing, however many lexemes it has.
SELECT number, bm25(vector, websearch_to_tsquery('onrecord', 'US'), statistics) < 2 * bm25(vector, 'us', statistics) AS counted_once
FROM ranked, corpus_statistics WHERE number = 6;
SELECT bm25(vector, '中国 | china', statistics) = bm25(vector, '中国', statistics) AS counted_once FROM ranked, corpus_statistics WHERE number = 7;
-- A weight narrows the count; what is not there, or must not be, counts nothing.
SELECT bm25('ship:1A,2B,3', 'ship:A', s) < bm25('ship:1A,2B,3', 'ship', s) AS narrower, bm25('ship:1', 'ship:A', s) AS none,
    bm25('ship:1', 'boat', s), bm25('ship:1', '!ship', s), bm25('', 'ship', s), bm25('ship:1', '', s), bm25('ship', 'ship', s) > 0 AS without_places,
    bm25('shipping:1 ships:2', 'ship:*', s) > 0 AS prefix
FROM (VALUES ('documents=10 length=100 ''ship'':3'::search_statistics)) AS statistics (s);
SELECT bm25('ship:1', 'ship', 'documents=0 length=0');
SELECT bm25('ship:1', 'ship', 'documents=0 length=0', k1 => -1);
SELECT bm25('ship:1', 'ship', 'documents=0 length=0', b => 2);
SELECT bm25('ship:1', 'ship', 'documents=0 length=0', b => 'NaN');

-- Statistics are kept exact by adding and subtracting, or made anew.
UPDATE corpus_statistics SET statistics = statistics + onrecord_tsvector('A new ferry') + onrecord_tsvector('A zeppelin');
UPDATE corpus_statistics SET statistics = statistics - onrecord_tsvector('A new ferry') - onrecord_tsvector('A zeppelin');
SELECT statistics::text = (SELECT search_statistics(vector)::text FROM ranked) AS exact FROM corpus_statistics;
SELECT statistics - onrecord_tsvector('A zeppelin') FROM corpus_statistics;
SELECT ((SELECT search_statistics(vector) FROM ranked WHERE number < 4) + (SELECT search_statistics(vector) FROM ranked WHERE number >= 4))
    = statistics AS merged FROM corpus_statistics;
SELECT (SELECT search_statistics(part)::text FROM (SELECT search_statistics(vector) AS part FROM ranked GROUP BY number % 3) AS parts) = statistics::text AS merged FROM corpus_statistics;
SELECT search_statistics(vector) FROM ranked WHERE false;
SELECT search_statistics(v) FROM (VALUES ('a:1 b'::tsvector), (NULL), ('a'), ('')) AS vectors (v);
SELECT number, search_statistics(vector) OVER (ORDER BY number ROWS 1 PRECEDING) FROM ranked WHERE number IN (4, 5, 6);

-- Parallel workers come to the same result.
CREATE TABLE many_documents AS SELECT onrecord_tsvector('word' || n % 100 || ' ship' || n % 7) AS vector FROM generate_series(1, 5000) AS n;
SELECT search_statistics(vector)::text AS alone FROM many_documents \gset
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT search_statistics(vector) FROM many_documents;
SELECT search_statistics(vector)::text = :'alone' AS same FROM many_documents;
RESET ALL;
DROP TABLE many_documents;

-- Text and binary forms.
SELECT 'documents=2 length=5 ''it''''s'':1 ''b'':2'::search_statistics;
SELECT s, s::text::search_statistics::text = s AS round_trip FROM (VALUES ('documents=3 length=9 ''''''a b'':2 ''\'':1 ''中国'':3')) AS v (s);
CREATE TABLE statistics_copy (s search_statistics);
-- Through a file of the client's: the server may be another user's, or elsewhere.
\set copy_file `mktemp`
\setenv COPY_FILE :copy_file
\copy corpus_statistics TO PROGRAM 'cat >"$COPY_FILE"' WITH (FORMAT binary)
\copy statistics_copy FROM PROGRAM 'cat "$COPY_FILE"; rm "$COPY_FILE"' WITH (FORMAT binary)
SELECT s::text = statistics::text AS round_trip FROM statistics_copy, corpus_statistics;
SELECT a = b AS equal, a <> b AS unequal, search_statistics_hash(a) = search_statistics_hash(b) AS same_hash
FROM (VALUES ('documents=1 length=1 ''a'':1'::search_statistics, 'documents=1 length=1 ''a'':1'::search_statistics),
             ('documents=1 length=1 ''a'':1', 'documents=2 length=1 ''a'':1')) AS pairs (a, b);
SELECT count(DISTINCT s::text), count(*) FROM (SELECT s FROM statistics_copy UNION SELECT statistics FROM corpus_statistics) AS both_tables (s);
SELECT ''::search_statistics;
SELECT 'documents=1'::search_statistics;
SELECT 'documents=1 length=1 a:1'::search_statistics;
SELECT 'documents=1 length=1 ''a'::search_statistics;
SELECT 'documents=1 length=1 ''a'':2'::search_statistics;
SELECT 'documents=1 length=1 ''a'':0'::search_statistics;
SELECT 'documents=1 length=1 '''':1'::search_statistics;
SELECT 'documents=2 length=1 ''a'':1 ''a'':2'::search_statistics;
SELECT 'documents=0 length=1'::search_statistics;
SELECT 'documents=99999999999999999999 length=1'::search_statistics;
DROP TABLE ranked, corpus_statistics, statistics_copy;
