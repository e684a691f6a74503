-- judged.sql: see search.sh. How well ranking functions order the documents of test/corpus for queries with judged
-- answers: nDCG of the first ten, with 2^grade - 1 for an answer. The words of a query are joined by "or".
CREATE TEMP TABLE judgements AS
SELECT query, split_part(answer, '=', 1) AS name, split_part(answer, '=', 2)::integer AS grade
FROM judged, string_to_table(answers, ' ') AS answer;
CREATE TEMP TABLE judged_statistics AS SELECT search_statistics(onrecord_tsvector(content)) AS statistics FROM judged_documents;
CREATE TEMP TABLE scores AS
SELECT query, name, kind, score
FROM (SELECT DISTINCT query, websearch_to_tsquery('onrecord', regexp_replace(query, '[ ,]+', ' or ', 'g')) AS words FROM judgements) AS queries,
    (SELECT name, onrecord_tsvector(content) AS vector FROM judged_documents) AS documents, judged_statistics,
    LATERAL (VALUES ('bm25', bm25(vector, words, statistics)), ('ts_rank', ts_rank(vector, words)),
        ('ts_rank by length', ts_rank(vector, words, 2)), ('ts_rank_cd', ts_rank_cd(vector, words))) AS ranks (kind, score);
WITH gains AS (
    SELECT query, kind, (2 ^ coalesce(grade, 0) - 1) / log(2::numeric, row_number() OVER (PARTITION BY query, kind ORDER BY score DESC, name) + 1) AS gain,
        row_number() OVER (PARTITION BY query, kind ORDER BY score DESC, name) AS place
    FROM scores LEFT JOIN judgements USING (query, name) WHERE score > 0),
ideal AS (
    SELECT query, sum((2 ^ grade - 1) / log(2::numeric, place + 1)) AS gain
    FROM (SELECT query, grade, row_number() OVER (PARTITION BY query ORDER BY grade DESC) AS place FROM judgements) AS places GROUP BY query),
by_query AS (
    SELECT query, kind, coalesce(sum(gains.gain) FILTER (WHERE place <= 10), 0) / ideal.gain AS ndcg FROM ideal JOIN gains USING (query) GROUP BY query, kind, ideal.gain)
SELECT format('nDCG@10 of %s over %s queries: %s', kind, count(*), round(avg(ndcg)::numeric, 3)) FROM by_query GROUP BY kind ORDER BY avg(ndcg) DESC;
