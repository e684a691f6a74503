-- search.sql: see search.sh. Every figure is the best of :rounds rounds, taken in turns.
CREATE TEMP TABLE timings (what text, round integer, milliseconds double precision);
CREATE TEMP TABLE contents AS SELECT content ~ '[一-龥]{20}' AS chinese, content FROM texts;

CREATE PROCEDURE measure(what text, query text, round integer) LANGUAGE plpgsql AS $$
DECLARE
    start timestamptz := clock_timestamp();
BEGIN
    EXECUTE query;
    INSERT INTO timings VALUES (what, round, extract(epoch FROM clock_timestamp() - start) * 1000);
END $$;

DO $$
BEGIN
    FOR round IN 1 .. coalesce(nullif(current_setting('bench.rounds', true), ''), '5')::integer LOOP
        CALL measure('en to_tsvector(english)', 'SELECT sum(length(to_tsvector(''pg_catalog.english'', content))) FROM contents WHERE NOT chinese', round);
        CALL measure('en to_tsvector(onrecord)', 'SELECT sum(length(to_tsvector(''onrecord'', content))) FROM contents WHERE NOT chinese', round);
        CALL measure('en onrecord_tsvector', 'SELECT sum(length(onrecord_tsvector(content))) FROM contents WHERE NOT chinese', round);
        CALL measure('zh to_tsvector(onrecord)', 'SELECT sum(length(to_tsvector(''onrecord'', content))) FROM contents WHERE chinese', round);
        CALL measure('zh onrecord_tsvector', 'SELECT sum(length(onrecord_tsvector(content))) FROM contents WHERE chinese', round);
    END LOOP;
END $$;

SELECT format('%s: %s MB/s', what, round((size / min(milliseconds) / 1000)::numeric, 1))
FROM timings, LATERAL (SELECT sum(octet_length(content)) AS size FROM contents WHERE chinese = (what LIKE 'zh%')) AS sizes
WHERE size > 0 GROUP BY what, size ORDER BY what;
SELECT format('onrecord_tsvector is %s times, to_tsvector(onrecord) %s times as fast as to_tsvector(english)',
    round((min(milliseconds) FILTER (WHERE what = 'en to_tsvector(english)') / min(milliseconds) FILTER (WHERE what = 'en onrecord_tsvector'))::numeric, 2),
    round((min(milliseconds) FILTER (WHERE what = 'en to_tsvector(english)') / min(milliseconds) FILTER (WHERE what = 'en to_tsvector(onrecord)'))::numeric, 2))
FROM timings;

SELECT format('documents: %s; vectors that differ: %s', count(*), count(*) FILTER (WHERE onrecord_tsvector(content) <> to_tsvector('onrecord', content)))
FROM contents;
SELECT format('headlines that lose or repeat text: %s', count(*)) FROM contents
WHERE translate(ts_headline('onrecord', translate(content, chr(1) || chr(2), ''),
        websearch_to_tsquery('onrecord', '"United States" or president or "will not" or 外交部 or 表示 or 2016'),
        format('HighlightAll = true, StartSel = %s, StopSel = %s', chr(1), chr(2))), chr(1) || chr(2), '')
    <> translate(content, chr(1) || chr(2), '');
SELECT format('memory kept by this backend: %s kB', sum(total_bytes) / 1024) FROM pg_backend_memory_contexts WHERE name LIKE 'onrecord%';

CREATE TEMP TABLE vectors AS SELECT onrecord_tsvector(content) AS vector FROM contents;
ANALYZE vectors;
CREATE TEMP TABLE statistics AS SELECT search_statistics(vector) AS statistics FROM vectors;
DO $$
BEGIN
    FOR round IN 1 .. 5 LOOP
        CALL measure('ts_rank', 'SELECT sum(ts_rank(vector, query)) FROM vectors, websearch_to_tsquery(''onrecord'', ''US president sanctions'') AS query', round);
        CALL measure('bm25', 'SELECT sum(bm25(vector, query, (SELECT statistics FROM statistics))) FROM vectors, websearch_to_tsquery(''onrecord'', ''US president sanctions'') AS query', round);
        CALL measure('search_statistics', 'SELECT search_statistics(vector) FROM vectors', round);
        CALL measure('ts_stat', 'SELECT count(*) FROM ts_stat(''SELECT vector FROM vectors'')', round);
    END LOOP;
END $$;
SELECT format('%s: %s ms', what, round(min(milliseconds)::numeric, 1)) FROM timings
WHERE what IN ('ts_rank', 'bm25', 'search_statistics', 'ts_stat') GROUP BY what ORDER BY what;
