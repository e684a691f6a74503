-- The raw layer: sources, cues and contents of attributions, case by case.
-- A case names its text and one attribution that must be found in it, to the character. Ranges of a role are joined
-- with " / ".

CREATE FUNCTION pg_temp.pieces(document text, role int4multirange) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (SELECT string_agg(substr(document, lower(r) + 1, upper(r) - lower(r)), ' / ' ORDER BY r) FROM unnest(role) AS r);

CREATE TEMP TABLE cases (name text, document text, source text, cue text, content text);
INSERT INTO cases VALUES
('cue before', 'The Velmoran foreign minister, Ana Tessel, said that the talks would resume in May.',
 NULL, 'said', 'that the talks would resume in May'),
('cue after', 'The bridge will be closed for repairs, Mr. Orlen said.', 'Mr. Orlen', 'said', 'The bridge will be closed for repairs'),
('direct, cue after', '"We have nothing to hide," Mr. Orlen said.', 'Mr. Orlen', 'said', '"We have nothing to hide,"'),
('inverted', '"We have nothing to hide," said Mr. Orlen.', 'Mr. Orlen', 'said', '"We have nothing to hide,"'),
('cue inside', '"We have nothing to hide," Mr. Orlen said, "and nothing to fear."', 'Mr. Orlen', 'said',
 '"We have nothing to hide," / "and nothing to fear."'),
('curly marks', '“We have nothing to hide,” Mr. Orlen said.', 'Mr. Orlen', 'said', '“We have nothing to hide,”'),
('according to, after', 'The river rose by two metres overnight, according to the water board.', 'the water board',
 'according to', 'The river rose by two metres overnight'),
('according to, before', 'The flood came on Monday. According to the water board, the river rose by two metres overnight.', 'the water board',
 'According to', 'the river rose by two metres overnight'),
('colon', 'Mr. Orlen said: "The river rose by two metres overnight."', 'Mr. Orlen', NULL,
 '"The river rose by two metres overnight."'),
('pronoun', 'She told reporters that the vote had been fair.', 'She', 'told', 'that the vote had been fair'),
('aside', 'Mr. Orlen, who has led the port since 2009, said the quay was safe.', NULL, 'said', 'the quay was safe'),
('accused', 'The union accused the port of hiding the report.', 'The union', 'accused', NULL),
('body', 'The Justice Ministry said the judge had resigned.', 'The Justice Ministry', 'said', 'the judge had resigned'),
('added', 'Mr. Orlen added that the quay was safe.', 'Mr. Orlen', 'added', 'that the quay was safe'),
('belief', 'The port is old and its quay was last repaired in 1998. But Mr. Orlen believes the quay is safe. The crews work on.', 'Mr. Orlen', 'believes', 'the quay is safe'),
('participle', 'Mr. Orlen left the room, saying that the quay was safe.', 'Mr. Orlen', 'saying', 'that the quay was safe'),
('scare quotes inside', 'Mr. Orlen said the so-called "ghost ships" had left the port.', 'Mr. Orlen', 'said',
 'the so-called "ghost ships" had left the port'),
('single inside double', '“He called it ‘a farce,’ and he was right,” Ms. Tessel said.', 'Ms. Tessel', 'said',
 '“He called it ‘a farce,’ and he was right,”'),
('several sentences', '“We have nothing to hide. We never had,” Ms. Tessel said.', 'Ms. Tessel', 'said',
 '“We have nothing to hide. We never had,”'),
('Chinese', '港务局发言人林若川表示，码头是安全的。', NULL, '表示', '码头是安全的'),
('code points', '“Déjà vu,” said Zoë Ångström. The café’s owner, 毛, said the naïve plan had failed.', 'Zoë Ångström', 'said',
 '“Déjà vu,”');

SELECT c.name AS not_found, a.found
FROM cases c,
     LATERAL (SELECT bool_or((c.source IS NULL OR pg_temp.pieces(c.document, r.source) = c.source)
                             AND (c.cue IS NULL OR pg_temp.pieces(c.document, r.cue) = c.cue)
                             AND (c.content IS NULL OR pg_temp.pieces(c.document, r.content) = c.content)) AS ok,
                     string_agg(concat_ws(' | ', coalesce(pg_temp.pieces(c.document, r.source), '-'),
                                          pg_temp.pieces(c.document, r.cue), pg_temp.pieces(c.document, r.content)), E'\n') AS found
              FROM attributions(c.document) AS r) AS a
WHERE a.ok IS NOT TRUE;

-- What is no attribution: quotation marks around titles and slogans, text without any, no text.
SELECT document, pg_temp.pieces(document, source), pg_temp.pieces(document, cue), pg_temp.pieces(document, content)
FROM (VALUES (''), (' '), ('The bridge was built in 1904. It is 40 metres long and made of stone.'),
             ('The film "A Winter in Velmora" runs for two hours.')) AS v (document),
     LATERAL attributions(document);

-- Confidences are probabilities; a NULL document has no attributions.
SELECT count(*) > 0 AS found, bool_and(confidence BETWEEN 0 AND 1) AS probabilities FROM cases, LATERAL attributions(document);
SELECT * FROM attributions(NULL);

-- The same text gives the same answer, alone or among others, in any chunk of a long document.
SELECT count(DISTINCT (pg_temp.pieces(repeat(filler, n) || document, a.content))) AS contents
FROM (VALUES ('The bridge was built in 1904. It is made of stone.' || E'\n\n', '"We have nothing to hide," Mr. Orlen said.')) AS v (filler, document),
     generate_series(0, 400, 100) AS n, LATERAL attributions(repeat(filler, n) || document) AS a;

-- Hostile texts: an answer, in time, and no crash.
SELECT name, count(a.*) FILTER (WHERE a.content IS NULL) AS without_content
FROM (VALUES ('one word', repeat('x', 1000000)), ('marks', repeat('"', 100000)), ('openers', repeat('“', 100000)),
             ('nested', repeat('“‘', 20000) || 'x' || repeat('’”', 20000)), ('lines', repeat(E'\n', 100000)),
             ('cues', repeat('said ', 20000)), ('full stops', repeat('a. ', 50000))) AS v (name, document)
     LEFT JOIN LATERAL attributions(document) AS a ON true
GROUP BY name ORDER BY name;
