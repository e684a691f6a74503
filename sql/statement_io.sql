-- The text form of a statement, what it refuses, its binary form, its casts and its accessors.

-- Keys in canonical order, absent ones left out.
SELECT '{}'::statement;
SELECT '{"confidence": 0.25, "act": "deny", "speaker": "Ilse Marn"}'::statement;
CREATE TABLE whole (s statement);
INSERT INTO whole VALUES ('{
    "speaker": "Ilse Marn", "speaker_kind": "person", "title": "spokesperson", "organisation": "Ministry of Tides",
    "addressee": "reporters", "target": "Vardia", "cue": "tell", "act": "deny", "mode": "mixed", "said": "2025-02",
    "content": "the ministry « has not » paid", "quoted": [[13, 24]], "spans": [[100, 112], [130, 147]],
    "language": "en", "nested": false, "answers": 3, "confidence": 0.9}');
SELECT s FROM whole;
\x
SELECT speaker(s), speaker_kind(s), title(s), organisation(s), addressee(s), target(s), cue(s), act(s), mode(s),
       said(s), content(s), quoted(s), spans(s), language(s), nested(s), answers(s), confidence(s) FROM whole;
\x
SELECT substr(content(s), lower(r) + 1, upper(r) - lower(r)) AS verbatim FROM whole, unnest(quoted(s)) r;

-- Absent is NULL, for every accessor.
SELECT num_nulls(speaker(s), speaker_kind(s), title(s), organisation(s), addressee(s), target(s), cue(s), act(s),
                 mode(s), said(s), content(s), quoted(s), spans(s), language(s), nested(s), answers(s), confidence(s))
FROM (VALUES ('{}'::statement)) v(s);

-- The days of a date of each precision; leap years.
SELECT d, said(format('{"said": "%s"}', d)::statement)
FROM unnest('{2024,2024-02,2024-02-29,2025-12,2025-12-31,0001,9999-12-31,9999}'::text[]) d;

-- Confidence reads back as it was written, to the last digit of a real.
SELECT count(*) AS written, count(*) FILTER (WHERE confidence(format('{"confidence": %s}', c)::statement) = c
    AND format('{"confidence": %s}', c)::statement::text = format('{"confidence": %s}', c)) AS same
FROM (SELECT (g / 997.0)::real AS c FROM generate_series(0, 997) g UNION ALL VALUES (1e-30::real), (0.1), (1)) v(c);
SELECT '{"confidence": -0.0}'::statement, '{"confidence": 1e-400}'::statement, '{"confidence": 0.10000000000000000001}'::statement;

-- Strings of any script and any JSON escape; long ones.
SELECT '{"speaker": "马文 \u00e9\ud83d\ude00 \"\\/\b\f\n\r\t", "content": "海关否认"}'::statement;
SELECT length(content(s)), s::text::statement = s AS same
FROM (SELECT jsonb_build_object('content', repeat('ebb and flow ', 100000))::statement) v(s);

-- Everything that is refused, and why. On servers that have soft errors, these are soft.
CREATE FUNCTION refusal(input text, OUT message text, OUT detail text, OUT hint text, OUT code text) LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'SELECT message, detail, hint, sql_error_code FROM pg_input_error_info($1, ''statement'')'
            INTO message, detail, hint, code USING input;
    ELSE
        PERFORM input::statement;
    END IF;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
        code = RETURNED_SQLSTATE;
END $$;
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n    '
SELECT input, (refusal(input)).* FROM (VALUES
    ('[]'), ('null'), ('"deny"'), ('7'),
    ('{"actor": "Ilse Marn"}'), ('{"Speaker": "Ilse Marn"}'), ('{"act": "deny", "act": "deny"}'),
    ('{"act": "sing"}'), ('{"act": "DENY"}'), ('{"act": 3}'), ('{"mode": "loud"}'), ('{"speaker_kind": "robot"}'),
    ('{"speaker": ""}'), ('{"speaker": null}'), ('{"speaker": 5}'), ('{"speaker": true}'), ('{"speaker": ["Ilse"]}'),
    ('{"speaker": {"name": "Ilse"}}'), ('{"content": ""}'),
    ('{"said": "2025-02-29"}'), ('{"said": "2025-13"}'), ('{"said": "2025-00"}'), ('{"said": "0000"}'),
    ('{"said": "2025-1-3"}'), ('{"said": "20250103"}'), ('{"said": "2025-01-03T10:00"}'), ('{"said": "-2025"}'),
    ('{"said": 2025}'), ('{"said": ""}'),
    ('{"content": "abc", "quoted": [[0, 4]]}'), ('{"content": "abc", "quoted": [[1, 1]]}'),
    ('{"content": "abc", "quoted": [[2, 1]]}'), ('{"content": "abc", "quoted": [[0, 2], [1, 3]]}'),
    ('{"content": "abc", "quoted": [[2, 3], [0, 1]]}'), ('{"quoted": [[0, 1]]}'), ('{"content": "海关", "quoted": [[0, 3]]}'),
    ('{"spans": [[-1, 2]]}'), ('{"spans": [[0, 2147483648]]}'), ('{"spans": [[0, 1.5]]}'), ('{"spans": [[0, 1e1]]}'),
    ('{"spans": [[0]]}'), ('{"spans": [[]]}'), ('{"spans": [[0, 1, 2]]}'), ('{"spans": [0, 1]}'), ('{"spans": [["0", 1]]}'),
    ('{"spans": [[[0, 1]]]}'), ('{"spans": [{}]}'), ('{"spans": 3}'), ('{"spans": "[0,1]"}'),
    ('{"language": "EN"}'), ('{"language": "eng"}'), ('{"language": "e1"}'),
    ('{"nested": "true"}'), ('{"nested": 0}'),
    ('{"answers": 0}'), ('{"answers": -1}'), ('{"answers": 2147483648}'), ('{"answers": 1.0}'), ('{"answers": "1"}'),
    ('{"confidence": 1.001}'), ('{"confidence": -0.1}'), ('{"confidence": 1e400}'), ('{"confidence": "0.5"}'),
    ('{"speaker": "Ilse Marn", "act": "' || repeat('sing', 40) || '"}')
) v(input);
\pset format aligned
\pset tuples_only off
\pset fieldsep '|'
-- What is not JSON is refused by the server's own parser, and so is a NUL character.
SELECT input, (refusal(input)).code FROM (VALUES (''), ('{'), ('{"act"}'), ('{"act": "deny",}'), ('{"act": ''deny''}'),
    ('{} {}'), ('{"speaker": "\u0000"}'), ('{"speaker": "\ud83d"}'), ('{"answers": 01}')) v(input);
SELECT (refusal(repeat('[', 100000))).message, (refusal('{"spans": ' || repeat('[', 100000))).message;

-- Empty lists are kept, touching ranges too; the multirange joins the latter.
SELECT s, quoted(s), spans(s) FROM (VALUES ('{"content": "abc", "quoted": [], "spans": [[0, 2], [2, 4]]}'::statement)) v(s);

-- jsonb: both ways, the same value.
SELECT s::jsonb, s::jsonb::statement = s AS same FROM whole;
SELECT '{"act": "deny", "speaker": "Ilse Marn"}'::jsonb::statement;
SELECT '{"act": "sing"}'::jsonb::statement;
INSERT INTO whole SELECT '{"act": "deny"}'::jsonb;
CREATE TEMP TABLE as_json AS SELECT s::jsonb AS j FROM whole;
INSERT INTO as_json SELECT s FROM whole;

-- The binary form, and that a message may be read back.
SELECT statement_send('{}'), statement_send('{"speaker": "Ilse", "act": "deny", "said": "2000-01-02", "nested": true}');

-- Small: nothing is padded; long values are compressed and moved away like those of any type.
SELECT pg_column_size(s), pg_column_size(s::jsonb) FROM whole ORDER BY 1;
INSERT INTO whole SELECT jsonb_build_object('content', string_agg(md5(i::text), ' ')) FROM generate_series(1, 1000) i;
SELECT pg_column_size(s) > 8000 AS large, length(content(s)), md5(content(s)) = md5(string_agg(md5(i::text), ' ')) AS same
FROM whole, generate_series(1, 1000) i WHERE length(content(s)) > 1000 GROUP BY s;
DROP TABLE whole;
DROP FUNCTION refusal;
