-- search_parser.sql: what the parser gives out: every byte, each with its type.
SELECT * FROM ts_token_type('onrecord');

CREATE TABLE search_text (number integer GENERATED ALWAYS AS IDENTITY, content text);
INSERT INTO search_text (content) VALUES
    (''), (' '), ('a'), ('.'), ('...'), ('''s'), ('-'), ('%'), ('5%'), ('%5'), ('@'), ('a@'), ('@a'), ('a@b'), ('&'), ('A&'), ('A&B'),
    ('J.'), ('J. D.'), ('J.D'), ('J. D. '), ('U.S.A.F.'), ('http://'), ('http://a'), ('https://www.example.org:8080/a?b=c#d, and'),
    ('1,000'), ('1,00'), ('1,0000'), ('1.2.3.4'), ('12:30'), ('2025-01-05'), ('2025-13-45'), ('2025-01-05T10:00'), ('2025年1月5日电'), ('3月底'),
    ('co-'), ('-co'), ('co-operate'), ('co--operate'), ('F-'), ('F-16'), ('F-16A'), ('COVID-19'), ('COVID19'), ('H5N1'), ('_'), ('a_b'),
    ('O''Neill''s'), ('rock ''n'' roll'), ('the ''quoted'' word'), ('it’s'), ('we''d''ve'), ('can''t'), ('x''''y'),
    ('中'), ('中国人民'), ('外交部发言人'), ('、。'), ('中文English混合123文字'), ('ひらがなカタカナ漢字'), ('สวัสดีชาวโลก'), ('한국어 문장'),
    ('é'), (E'e\u0301'), (E'\u0301'), (E'\u00AD'), (E'so\u00ADft'), (E'\uFEFFBOM'), (E'zero\u200Bwidth'), ('ﬃ'), ('Ⅳ'), ('１２３'), ('😀'), ('a😀b'),
    (repeat('x', 255)), (repeat('x', 256)), (repeat('x', 3000)), (repeat(' ', 3000)), (repeat('é', 1500)), (repeat('中', 1500)), (repeat('1', 3000)),
    (repeat('a.', 600)), (repeat('a-', 600)), (repeat('a@', 600)), (repeat('''s', 600)), (repeat('J. ', 600)), ('http://' || repeat('a/', 2000)), (repeat('1,000', 300));

-- Together the tokens are the text.
SELECT number, content
FROM search_text
WHERE content <> coalesce((SELECT string_agg(token, '' ORDER BY ordinality)
                           FROM ts_parse('onrecord', content) WITH ORDINALITY), '');
-- None is empty, and none is longer than a headline or a vector can take.
SELECT number, tokid, length(token)
FROM search_text, ts_parse('onrecord', content)
WHERE octet_length(token) NOT BETWEEN 1 AND 1024;
SELECT content FROM search_text WHERE onrecord_tsvector(content) <> to_tsvector('onrecord', content);
SELECT content
FROM search_text,
    LATERAL (SELECT ts_headline('onrecord', content, 'a | co | english | us | s | x'::tsquery, 'HighlightAll = 1, StartSel = "", StopSel = ""')) AS h (headline)
WHERE headline <> content;
DROP TABLE search_text;

-- The classes of tokens.
SELECT alias, token, lexemes
FROM ts_debug('onrecord', 'He Lifeng told us that the US and WHO met AT&T''s J. D. Varro, 3.5% up, about F-16s on Jan. 5, 2025.')
WHERE alias <> 'blank';
SELECT alias, token, lexemes
FROM ts_debug('onrecord', 'Write to desk@example.org or see https://www.example.org/a/b?c=1; Москва; 外交部发言人说，不接受。')
WHERE alias <> 'blank';
SELECT alias, token, lexemes FROM ts_debug('onrecord', E'WHO WILL IT HELP IN THE US AGAIN\nWHO and IT will help us') WHERE alias <> 'blank';

-- Limits of a vector: places after the last are the last, and a lexeme has 255 of them.
SELECT max(place), count(*) FROM unnest(onrecord_tsvector(repeat('ship ', 20000))), unnest(positions) AS place;
SELECT max(place) FROM unnest(onrecord_tsvector((SELECT string_agg('word' || n, ' ') FROM generate_series(1, 17000) AS n))), unnest(positions) AS place;
SELECT onrecord_tsvector(text) = to_tsvector('onrecord', text) AS same
FROM (VALUES (repeat('ship ', 20000)), ((SELECT string_agg(n::text || ' shipyards', ' ') FROM generate_series(1, 17000) AS n))) AS texts (text);
SELECT onrecord_tsvector((SELECT string_agg(md5(n::text), ' ') FROM generate_series(1, 40000) AS n));

-- A column may be generated from it, and an index made of it.
CREATE TABLE search_document (content text, vector tsvector GENERATED ALWAYS AS (onrecord_tsvector(content)) STORED);
CREATE INDEX ON search_document USING gin (vector);
CREATE INDEX ON search_document USING gin (to_tsvector('onrecord', content));
INSERT INTO search_document (content) VALUES ('The cease-fire holds'), ('停火');
SELECT content FROM search_document WHERE vector @@ websearch_to_tsquery('onrecord', 'ceasefire');
DROP TABLE search_document;

-- Dictionaries are made for a type of token.
CREATE TEXT SEARCH DICTIONARY other (TEMPLATE = onrecord, tokens = 'blank');
CREATE TEXT SEARCH DICTIONARY other (TEMPLATE = onrecord, stopwords = 'english');
SELECT ts_lexize('onrecord', 'Organisations'), ts_lexize('onrecord', 'the'), ts_lexize('onrecord_acronym', 'NGOs'),
    ts_lexize('onrecord_date', '5 January 2025'), ts_lexize('onrecord_date', 'no date'), ts_lexize('onrecord_alias', 'no alias'), ts_lexize('onrecord', '');
