SET client_min_messages = warning; -- no notice of empty queries
-- What ANALYZE keeps, and what the planner makes of it: estimates within a factor of three on skewed data.

-- 12,000 statements; the k-th speaker, office and word is about 1 / k as frequent as the first.
CREATE FUNCTION skewed(seed int, lowest int, highest int) RETURNS int IMMUTABLE LANGUAGE sql AS $$
    SELECT lowest - 1 + floor(exp((hashint4extended(seed, 42) & 1048575) / 1048576.0 * ln(highest - lowest + 2.0)))::int $$;
CREATE FUNCTION letters(number int) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT translate(number::text, '0123456789', 'koprutmanz') $$;
CREATE TABLE skew AS
SELECT statement(speaker => 'Speaker ' || p, speaker_kind => 'person', title => 'Envoy ' || p % 9, organisation => 'Office ' || p % 400,
    act => (enum_range(NULL::statement_act))[skewed(g + 100000, 1, 21)], cue => 'cue ' || skewed(g + 100000, 1, 21),
    mode => (enum_range(NULL::statement_mode))[skewed(g + 200000, 1, 3)], said => date '2020-01-01' + (g * 7919) % 1500,
    content => 'tar' || letters(skewed(g + 300000, 1, 800)) || ' dul' || letters(skewed(g + 400000, 1, 50)) || ' rise',
   
    quoted => CASE WHEN g % 10 = 0 THEN '{[0,4)}'::int4multirange END, nested => g % 25 = 0) AS s
FROM generate_series(1, 12000) g, LATERAL skewed(g, 1, 3000) p;
INSERT INTO skew SELECT NULL FROM generate_series(1, 2400);

CREATE FUNCTION estimate(condition text, OUT estimated bigint, OUT actual bigint) LANGUAGE plpgsql AS $$
DECLARE plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (ANALYZE, TIMING off, FORMAT json) SELECT * FROM skew WHERE ' || condition INTO plan;
    estimated := plan -> 0 -> 'Plan' ->> 'Plan Rows';
    actual := round((plan -> 0 -> 'Plan' ->> 'Actual Rows')::numeric * coalesce(plan -> 0 -> 'Plan' ->> 'Actual Loops', '1')::numeric);
END $$;
SET max_parallel_workers_per_gather = 0;

-- Without statistics, a guess.
SELECT estimated BETWEEN 1 AND 2000 AS guess FROM estimate($$s @> '{"act": "deny"}'$$);
ANALYZE skew;
SELECT array_length(string_to_array(most_common_elems::text, ','), 1) BETWEEN 100 AND 1500 AS words_listed,
       null_frac BETWEEN 0.1 AND 0.25 AS nulls, n_distinct < -0.7 AS distinct_values FROM pg_stats WHERE tablename = 'skew';
SELECT count(*) AS own_kind FROM pg_statistic WHERE starelid = 'skew'::regclass AND 27182 IN (stakind1, stakind2, stakind3, stakind4, stakind5);

SELECT greatest(estimated, actual) <= 3 * greatest(least(estimated, actual), 1) AS within_three, condition
FROM (SELECT format('s @> %L', e) AS condition FROM unnest(ARRAY['{}', '{"act": "deny"}', '{"act": "state"}', '{"act": "believe"}',
          '{"mode": "direct"}', '{"mode": "indirect"}', '{"speaker": "Speaker 1"}', '{"speaker": "speaker 7"}', '{"speaker": "SPEAKER 40"}',
          '{"speaker": "Speaker 150"}', '{"organisation": "Office 3"}', '{"organisation": "Office 40"}', '{"title": "Envoy 1"}',
          '{"said": "2021"}', '{"said": "2021-03"}', '{"said": "2021-03-04"}', '{"nested": true}', '{"nested": false}',
          '{"cue": "cue 2"}', '{"language": "zh"}', '{"speaker": "Speaker 2", "act": "state"}', '{"speaker": "Speaker 2", "said": "2022"}',
          '{"speaker": "Speaker 3", "organisation": "Office 3", "title": "Envoy 3", "speaker_kind": "person"}',
          '{"act": "deny", "cue": "cue 4"}', '{"act": "deny", "mode": "direct", "said": "2020"}']) e
      UNION ALL
      SELECT format('s @@ to_tsquery(''onrecord'', %L)', q) FROM unnest(ARRAY['taro', 'tarz', 'tarmk', 'dulo', 'dulp:A',
          'dulp:C', 'taro:A', 'rise', '!rise', 'rise:A', 'taro & dulo', 'taro | dulo', 'tarp & !dulo', 'dulu:*', 'speaker']) q) c, LATERAL estimate(condition)
ORDER BY within_three, condition COLLATE "C";
SELECT bool_and(estimated <= 1) AS none FROM (VALUES ($$s @@ ''$$), ($$s @> NULL$$), ($$s @@ 'taro:D'$$)) v(condition), LATERAL estimate(condition);
-- From either side.
SELECT (SELECT estimated FROM estimate($$s @> '{"act": "deny"}'$$)) = (SELECT estimated FROM estimate($$'{"act": "deny"}' <@ s$$)) AS by_example,
       (SELECT estimated FROM estimate($$s @@ 'dulo'$$)) = (SELECT estimated FROM estimate($$'dulo' @@ s$$)) AS by_query;

-- So the planner chooses: the index for the rare, the table for the common.
CREATE INDEX skew_gin ON skew USING gin (s);
VACUUM ANALYZE skew;
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        IF strpos(line, node) > 0 THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;
SELECT e, plan_has(format('SELECT * FROM skew WHERE s @> %L', e), 'Bitmap Index Scan on skew_gin') AS by_index
FROM unnest(ARRAY['{"speaker": "Speaker 300"}', '{"speaker": "Speaker 2", "act": "deny"}', '{"speaker_kind": "person"}', '{}', '{"nested": false}']) e;

-- Odd tables: empty, all NULL, all alike, statements without keys, values too wide to keep.
CREATE TABLE odd (s statement);
ANALYZE odd;
INSERT INTO odd SELECT NULL FROM generate_series(1, 100);
ANALYZE odd;
INSERT INTO odd SELECT '{}' FROM generate_series(1, 1000);
ANALYZE odd;
INSERT INTO odd SELECT statement(content => repeat('ebb and flow ', 1000)) FROM generate_series(1, 50);
INSERT INTO odd SELECT statement(speaker => 'Ilse Marn', content => string_agg(md5(i::text), ' ')) FROM generate_series(1, 50000) i;
ALTER TABLE odd ALTER s SET STATISTICS 1000;
ANALYZE odd;
SELECT count(*) FROM odd WHERE s @> '{"act": "deny"}' OR s @> '{"speaker": "ilse marn"}';
SELECT count(*) FROM odd WHERE length(content(s)) < 100000 AND s @@ 'ebb & !flow';
ALTER TABLE odd ALTER s SET STATISTICS 0;
ANALYZE odd;
DROP TABLE skew, odd;
DROP FUNCTION skewed, letters, estimate, plan_has;
