-- What ingest and reparse cost does not grow with the corpus: no table that grows is read from end to end.
SET client_min_messages = warning;
SELECT create_corpus('grown');
CREATE FUNCTION submit(first integer, last integer, edition text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO grown.inbox (payload, url, outlet, published)
    SELECT format(E'Harbour news, number %s, %s\n\n"The ferry number %1$s will sail," said Ilka Torvane%s, the harbour master '
                  'of Port Varrel.\n\nThe bridge was closed, said %s Lind%1$s. The Board of Sond%s said that boat %1$s was late.',
                  i, edition, chr(97 + i % 26), initcap(translate(md5((i / 3)::text), '0123456789', 'ghijklmnop')), chr(97 + i % 23)),
           'https://courier.example/' || i, 'Outlet ' || i % 40, '2025-01-01'::date + i / 10
    FROM generate_series(first, last) i $$;
SELECT submit(1, 700, 'first');
SELECT stored, statements > 1500 AS spoke FROM ingest('grown');
ANALYZE;
-- A session that plans with the tables as they are, for new documents, revisions and what comes again.
\c -
SET client_min_messages = warning;
SELECT submit(701, 760, 'second'), submit(1, 20, 'changed'), submit(30, 40, 'first');
CREATE FUNCTION read_whole() RETURNS SETOF name LANGUAGE sql AS $$
    SELECT relname FROM pg_stat_xact_user_tables WHERE schemaname = 'grown' AND seq_scan > 0
    AND relname NOT IN ('corpus_settings', 'runs', 'word_totals', 'statement_changes', 'counted_partitions', 'act_counts', 'outlets')
    ORDER BY 1 $$;
BEGIN;
SELECT stored, revised, repeated FROM ingest('grown');
SELECT * FROM read_whole();
COMMIT;
-- reparse looks through the documents for those to be renewed, to count them and to read them, and through nothing else.
UPDATE grown.documents SET analysis = 'old' WHERE document_id BETWEEN 100 AND 150;
BEGIN;
SELECT renewed, failed FROM reparse('grown');
SELECT relname, seq_scan AS times FROM pg_stat_xact_user_tables WHERE schemaname = 'grown' AND relname IN (SELECT read_whole()) ORDER BY 1;
COMMIT;
SELECT count(*) > 800 AS linked FROM grown.statements WHERE speaker_id IS NOT NULL;
DROP FUNCTION submit, read_whole;
SELECT drop_corpus('grown');
