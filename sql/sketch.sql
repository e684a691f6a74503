-- Sketches: copies are found by their wording.
SELECT sketch(''), cardinality(sketch('The envoy left the room early'));
SELECT sketch_similarity(sketch('The envoy left the room early'), sketch('THE ENVOY left, the room early.'));

CREATE TABLE story (id int, body text);
INSERT INTO story VALUES
    (1, 'The harbour board of Port Varrel said on Monday that the new ferry would sail before the end of the month, '
        'despite a strike that has kept two of its crews at home for nine days.'),
    (2, 'PORT VARREL (Lantern Wire) - The harbour board of Port Varrel said on Monday that the new ferry would sail '
        'before the end of the month, despite a strike that has kept two of its crews at home for nine days. '
        'Passengers on the quay were not convinced and asked for their money.'),
    (3, 'Nobody at the weather office of Sond would explain why the barometers of the northern stations had stopped.');
CREATE INDEX ON story USING gin (sketch(body));
-- A copy contains most of its original; the original is wholly in it.
SELECT a.id, b.id, sketch_similarity(sketch(a.body), sketch(b.body)) > 0.5 AS alike,
       round(sketch_containment(sketch(a.body), sketch(b.body))::numeric, 2) AS a_in_b,
       round(sketch_containment(sketch(b.body), sketch(a.body))::numeric, 2) AS b_in_a
FROM story a JOIN story b ON a.id < b.id ORDER BY 1, 2;
-- An index finds the candidates.
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT id FROM story WHERE sketch(body) && sketch('the new ferry would sail before the end');
SELECT id FROM story WHERE sketch(body) && sketch('the new ferry would sail before the end') ORDER BY id;
RESET enable_seqscan;

-- What is no sketch is refused.
SELECT sketch_similarity('{2,1}', '{1}');
SELECT sketch_similarity('{1,NULL}', '{1}');
SELECT sketch_containment('{{1},{2}}', '{1}');
-- Hashes are unsigned: -1 is the largest.
SELECT sketch_containment('{1,-1}', '{1,2}');
DROP TABLE story;
