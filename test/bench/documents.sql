-- documents.sql: report(n), the same made-up press report for the same n.
CREATE FUNCTION pick(n integer, salt integer, words text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT words[1 + abs(hashint8(n * 1000003::bigint + salt)) % cardinality(words)] $$;

CREATE FUNCTION sentence(n integer, i integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE abs(hashint8(n * 7919::bigint + i)) % 6
    WHEN 0 THEN format('"The %s will not be %s before the %s," said %s, the %s of the %s.',
                       pick(n, i, nouns), pick(n, i + 1, verbs), pick(n, i + 2, times), pick(n, i + 3, people),
                       pick(n, i + 4, offices), pick(n, i + 5, bodies))
    WHEN 1 THEN format('The %s said that the %s had %s the %s since the %s.', pick(n, i, bodies), pick(n, i + 1, offices),
                       pick(n, i + 2, verbs), pick(n, i + 3, nouns), pick(n, i + 4, times))
    ELSE format('In the %s the %s of the %s %s a %s that nobody had %s, although the %s was near and the %s number %s stood empty.',
                pick(n, i, times), pick(n, i + 1, offices), pick(n, i + 2, bodies), pick(n, i + 3, verbs), pick(n, i + 4, nouns),
                pick(n, i + 5, verbs), pick(n, i + 6, nouns), pick(n, i + 7, nouns), n * 37 + i)
    END
    FROM (SELECT ARRAY['ferry', 'harbour', 'bridge', 'contract', 'report', 'border', 'treaty', 'budget', 'school', 'mine', 'dam', 'ship',
                       'budget', 'protest', 'committee', 'election', 'tariff', 'satellite', 'fishery', 'railway'] AS nouns,
                 ARRAY['sold', 'opened', 'signed', 'rejected', 'repaired', 'delayed', 'inspected', 'promised', 'closed', 'planned'] AS verbs,
                 ARRAY['spring', 'summer', 'autumn', 'winter', 'election', 'holiday', 'weekend', 'morning'] AS times,
                 ARRAY['Ilka Torvane', 'Oskar Lind', 'Marit Quell', 'Jon Asverd', 'Pia Norrgate', 'Tomas Reyl', 'Hedda Voss', 'Arne Silk'] AS people,
                 ARRAY['mayor', 'minister', 'director', 'spokeswoman', 'chairman', 'ambassador', 'prosecutor'] AS offices,
                 ARRAY['Harbour Ministry', 'City Council', 'Port Authority', 'Central Bank', 'Fishery Board', 'Railway Union'] AS bodies) w
$$;

CREATE FUNCTION report(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT format(E'Report number %s on the %s\n\n', n, pick(n, 0, ARRAY['ferry', 'bridge', 'budget', 'treaty']))
           || string_agg(sentence(n, i * 10) || CASE WHEN i % 3 = 0 THEN E'\n\n' ELSE ' ' END, '' ORDER BY i)
    FROM generate_series(1, 10 + abs(hashint4(n)) % 50) i
$$;
