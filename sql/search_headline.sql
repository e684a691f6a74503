-- search_headline.sql: ts_headline marks phrases as phrases and leaves the text as it is.
CREATE FUNCTION headline(document text, query tsquery, options text DEFAULT '') RETURNS text
LANGUAGE sql AS $$SELECT ts_headline('onrecord', document, query, options)$$;

SELECT headline('The U.S. and China''s envoys met on cyber-attacks.', websearch_to_tsquery('onrecord', '"United States"'));
SELECT headline('The cyber-attack was a cyberattack; a cyber attack, no less. Attack the cyber threat.', websearch_to_tsquery('onrecord', 'cyberattack'));
SELECT headline('They will not accept it. They will accept that. They won''t accept more.', phraseto_tsquery('onrecord', 'not accept'));
SELECT headline('War in the north; the war of the north; north war.', phraseto_tsquery('onrecord', 'war in the north'));
SELECT headline('中国外交部发言人表示，美国不接受这一立场。', to_tsquery('onrecord', '发言人 & US'));
SELECT headline('Ships sail, and shipping ships ship.', to_tsquery('onrecord', 'ship'), 'StartSel=«, StopSel=»');
SELECT headline('Alpha and beta, gamma and delta.', to_tsquery('onrecord', 'alpha & !beta'));
SELECT headline('Alpha beta gamma delta.', to_tsquery('onrecord', '(alpha <-> beta | gamma) <-> delta'));
SELECT headline('Sanctions were sanctioned.', to_tsquery('onrecord', 'sanct:*'));
SELECT headline('On 5 January 2025 they met, not on January 6.', websearch_to_tsquery('onrecord', '"January 5"'));

-- The part with the most words of the query is shown, whole sentences where they fit.
CREATE TABLE long_text AS
SELECT repeat('Filler words go here and nothing of them matters. ', 30) || 'The harbour was closed. '
    || repeat('More words to fill the page, which nobody reads. ', 30)
    || 'The minister closed the harbour after the storm. ' || repeat('And so it goes on. ', 30) AS content;
SELECT headline(content, websearch_to_tsquery('onrecord', 'minister harbour storm')) FROM long_text;
SELECT headline(content, websearch_to_tsquery('onrecord', 'minister harbour storm'), 'MaxFragments=2, MaxWords=10, MinWords=4') FROM long_text;
SELECT headline(content, websearch_to_tsquery('onrecord', 'minister harbour storm'), 'MaxFragments=2, MaxWords=10, MinWords=4, FragmentDelimiter=" [...] "') FROM long_text;
SELECT headline(content, websearch_to_tsquery('onrecord', 'zeppelin'), 'MinWords=5, MaxWords=10') FROM long_text;
SELECT replace(replace(headline(content, websearch_to_tsquery('onrecord', 'minister harbour storm'), 'HighlightAll=true'), '<b>', ''), '</b>', '') = content AS same_text FROM long_text;
SELECT headline('', websearch_to_tsquery('onrecord', 'zeppelin')), headline('...', websearch_to_tsquery('onrecord', 'zeppelin')), headline('one', ''::tsquery);

-- Another dictionary may be mapped to a type of token.
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = onrecord);
ALTER TEXT SEARCH CONFIGURATION plain_words ALTER MAPPING FOR word WITH simple;
SELECT ts_headline('plain_words', 'The ships of the shipping line', to_tsquery('plain_words', 'the & ships'));
DROP TEXT SEARCH CONFIGURATION plain_words;

SELECT headline('x', 'x', 'MaxWords=5');
SELECT headline('x', 'x', 'MinWords=0');
SELECT headline('x', 'x', 'ShortWord=-1');
SELECT headline('x', 'x', 'MaxFragments=-1');
SELECT headline('x', 'x', 'Colour=red');
DROP TABLE long_text;
DROP FUNCTION headline;
