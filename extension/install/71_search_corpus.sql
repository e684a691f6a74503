-- 71_search_corpus.sql: statements of a corpus asked for by words. These functions read with the rights of their
-- caller. The only part of a query that they write is the quoted name of the corpus.

-- What ranking must know of the words of a query.
CREATE FUNCTION query_statistics(corpus name, query tsquery) RETURNS search_statistics
LANGUAGE plpgsql STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    found @extschema@.search_statistics;
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    EXECUTE format($sql$
        SELECT @extschema@.search_statistics_of(t.statements, t.length, w.lexemes, w.frequencies)
        FROM (SELECT coalesce(max(statements), 0) AS statements, coalesce(max(length), 0) AS length FROM %1$I.word_totals) t,
             (SELECT coalesce(array_agg(lexeme), '{}') AS lexemes, coalesce(array_agg(statements), '{}') AS frequencies
              FROM %1$I.word_counts WHERE lexeme = ANY ($1)) w$sql$, corpus)
    INTO found USING @extschema@.search_lexemes(query);
    RETURN found;
END
$function$;
COMMENT ON FUNCTION query_statistics(name, tsquery) IS 'statistics of the statements of a corpus for the words of a query, for bm25';

-- Of whom some documents are hidden, their statements are hidden too, as they are in statement_details.
CREATE FUNCTION visible_statements(corpus name) RETURNS text
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    RETURN CASE WHEN row_security_active(format('%I.documents', corpus)::regclass) THEN
        format('NOT s.superseded AND EXISTS (SELECT FROM %I.documents d WHERE d.document_id = s.document_id AND d.day = s.day)', corpus)
    ELSE 'NOT s.superseded' END;
END
$function$;
COMMENT ON FUNCTION visible_statements(name) IS 'condition on statements s of a corpus that its reader may see; used by search_statements, timeline and concordance';

CREATE TYPE found_statement AS (
    rank numeric,
    snippet text,
    statement_id bigint,
    document_id bigint,
    day date,
    said_from date,
    said_to date,
    speaker text,
    speaker_kind text,
    title text,
    organisation text,
    act text,
    target text,
    mode text,
    content text,
    outlet text,
    headline text,
    url text,
    published timestamptz,
    confidence numeric
);
COMMENT ON TYPE found_statement IS 'a row of search_statements: rank by bm25, a snippet with the words found between <b> and </b>, and columns of statement_details';

COMMENT ON COLUMN found_statement.rank IS 'how well it matches, by BM25: higher is better; NULL without a query';
COMMENT ON COLUMN found_statement.snippet IS 'the part of content with the words found, which stand between <b> and </b>';
COMMENT ON COLUMN found_statement.statement_id IS 'its row of statements';
COMMENT ON COLUMN found_statement.document_id IS 'its document';
COMMENT ON COLUMN found_statement.day IS 'day of its document';
COMMENT ON COLUMN found_statement.said_from IS 'first day on which it may have been said';
COMMENT ON COLUMN found_statement.said_to IS 'last day on which it may have been said';
COMMENT ON COLUMN found_statement.speaker IS 'who said it';
COMMENT ON COLUMN found_statement.speaker_kind IS 'person, body or unnamed';
COMMENT ON COLUMN found_statement.title IS 'office of the speaker';
COMMENT ON COLUMN found_statement.organisation IS 'body that the speaker spoke for';
COMMENT ON COLUMN found_statement.act IS 'what was done by saying it';
COMMENT ON COLUMN found_statement.target IS 'whom or what the act is aimed at';
COMMENT ON COLUMN found_statement.mode IS 'direct, mixed or indirect';
COMMENT ON COLUMN found_statement.content IS 'what was said';
COMMENT ON COLUMN found_statement.outlet IS 'outlet of its document';
COMMENT ON COLUMN found_statement.headline IS 'headline of its document';
COMMENT ON COLUMN found_statement.url IS 'where its document came from';
COMMENT ON COLUMN found_statement.published IS 'time that its document prints, taken as UTC';
COMMENT ON COLUMN found_statement.confidence IS 'probability, from 0 to 1, that somebody said this';

-- The best statements as parallel arrays, best first. See search_impacts.c. Which cells are read next is a question of
-- price: of each word the next lower cells would lower the bound by so much, and cost about so many statements to be
-- looked at. When half of all that the index finds has been read and the end is not in sight, or a tenth and not enough
-- of it matches, the rest is read at once; a query that finds few statements is ranked at once from the beginning.
CREATE FUNCTION rank_statements(corpus name, query tsquery, conditions text, example statement, since date, until date,
                                wanted integer, OUT ids bigint[], OUT days date[], OUT ranks real[])
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $function$
DECLARE
    -- Cells have impacts from each cut to the one before; so many of a word's statements are about in each.
    cuts CONSTANT double precision[] := '{1.9,1.7,1.5,1.3,1.1,0.9,0.7,0.5,0.3,0}';
    shares CONSTANT double precision[] := '{0.002,0.006,0.02,0.07,0.17,0.25,0.25,0.15,0.06,0.02}';
    statistics CONSTANT @extschema@.search_statistics := @extschema@.query_statistics(corpus, query);
    average CONSTANT double precision := @extschema@.average_length(statistics);
    lexemes CONSTANT text[] := ARRAY(SELECT DISTINCT l FROM unnest(@extschema@.search_lexemes(query)) l ORDER BY l);
    frequencies CONSTANT double precision[] := ARRAY(
        SELECT @extschema@.document_frequency(statistics, u.l) FROM unnest(lexemes) WITH ORDINALITY AS u (l, n) ORDER BY u.n);
    idfs CONSTANT double precision[] := ARRAY(
        SELECT ln(1 + (greatest(@extschema@.documents(statistics) - u.f, 0) + 0.5) / (u.f + 0.5))
        FROM unnest(frequencies) WITH ORDINALITY AS u (f, n) ORDER BY u.n);
    -- Under row security, an index is used only behind the policies: one look is better than ten.
    whole CONSTANT double precision := @extschema@.search_estimate(query, statistics);
    by_cells boolean := wanted IS NOT NULL AND @extschema@.search_lexemes(query) IS NOT NULL
                        AND NOT row_security_active(format('%I.statements', corpus)::regclass)
                        AND whole > CASE WHEN numnode(query) = 1 THEN 1000 ELSE 6000 END;
    levels integer[] := array_fill(0, ARRAY[cardinality(lexemes)]); -- how many cuts of each lexeme have been read
    impacts double precision[] := array_fill(2.2::double precision, ARRAY[cardinality(lexemes)]);
    budget double precision := 300;
    read double precision := 0; -- statements, about
    next integer;
    cells bytea[];
    ranking CONSTANT text := format($sql$
        SELECT array_agg(id ORDER BY rank DESC, day DESC, id DESC), array_agg(day ORDER BY rank DESC, day DESC, id DESC),
               array_agg(rank ORDER BY rank DESC, day DESC, id DESC)
        FROM (SELECT id, day, rank FROM unnest($5, $6, $7) AS known (id, day, rank)
              UNION
              SELECT statement_id, day, rank
              FROM (SELECT s.statement_id, s.day,
                           @extschema@.bm25(@extschema@.tsvector(s.statement), $1, $8) AS rank
                    FROM %s.statements s WHERE %s AND %%s
                    ORDER BY rank DESC, day DESC, statement_id DESC LIMIT $9) more
              ORDER BY rank DESC, day DESC, id DESC LIMIT $9) best$sql$, replace(quote_ident(corpus), '%', '%%'),
        replace(conditions, '%', '%%'));
BEGIN
    WHILE by_cells LOOP
        cells := '{}';
        WHILE read < budget LOOP
            SELECT u.n INTO next
            FROM unnest(levels, frequencies, idfs) WITH ORDINALITY AS u (level, frequency, idf, n)
            WHERE u.level < cardinality(cuts)
            ORDER BY u.idf * (coalesce(cuts[u.level], 2.2) - cuts[u.level + 1]) / (u.frequency * shares[u.level + 1] + 10) DESC
            LIMIT 1;
            EXIT WHEN next IS NULL;
            levels[next] := levels[next] + 1;
            cells := cells || @extschema@.search_cells(lexemes[next:next], average, cuts[levels[next]],
                                                       coalesce(cuts[levels[next] - 1], 'infinity'));
            impacts[next] := cuts[levels[next]];
            read := read + frequencies[next] * shares[levels[next]];
        END LOOP;
        IF cells <> '{}' THEN
            -- A cell of the only word says that it is there.
            EXECUTE format(ranking, CASE WHEN numnode(query) = 1 THEN '' ELSE 's.statement OPERATOR(@extschema@.@@) $1 AND ' END
                                    || '@extschema@.search_impacts(s.statement) && $10')
            INTO ids, days, ranks USING query, example, since, until, ids, days, ranks, statistics, wanted, cells;
        END IF;
        IF next IS NULL OR ranks[wanted] >= @extschema@.search_bound(query, statistics, lexemes, impacts) THEN
            RETURN;
        END IF;
        by_cells := read < CASE WHEN ranks[wanted] IS NULL THEN 0.1 ELSE 0.5 END * whole;
        budget := 2 * budget;
    END LOOP;
    EXECUTE format(ranking, 's.statement OPERATOR(@extschema@.@@) $1')
    INTO ids, days, ranks USING query, example, since, until, ids, days, ranks, statistics, wanted, cells;
END
$function$;
COMMENT ON FUNCTION rank_statements(name, tsquery, text, statement, date, date, integer)
IS 'the best statements for a query under conditions; used by search_statements, which writes the conditions';

CREATE FUNCTION search_statements(corpus name, query text DEFAULT NULL, speaker text DEFAULT NULL, act text DEFAULT NULL,
                                  target text DEFAULT NULL, since date DEFAULT NULL, until date DEFAULT NULL,
                                  mode text DEFAULT NULL, "limit" integer DEFAULT 20) RETURNS SETOF found_statement
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 20 COST 10000
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    by_words CONSTANT boolean := query ~ '\S';
    sought CONSTANT tsquery := websearch_to_tsquery('@extschema@.onrecord', query);
    example CONSTANT @extschema@.statement := @extschema@.statement(
        speaker => speaker, act => act::@extschema@.statement_act, target => target, mode => mode::@extschema@.statement_mode);
    conditions CONSTANT text := concat_ws(' AND ', @extschema@.visible_statements(corpus),
        CASE WHEN num_nonnulls(speaker, act, target, mode) > 0 THEN 's.statement OPERATOR(@extschema@.@>) $2' END,
        CASE WHEN since IS NOT NULL THEN 'coalesce(upper(@extschema@.said(s.statement)) - 1, s.day) >= $3' END,
        CASE WHEN until IS NOT NULL THEN 'coalesce(lower(@extschema@.said(s.statement)), s.day) <= $4' END);
    best record;
BEGIN
    IF by_words THEN
        best := @extschema@.rank_statements(corpus, sought, conditions, example, since, until, "limit");
    ELSE
        EXECUTE format($sql$
            SELECT array_agg(statement_id) AS ids, array_agg(day) AS days, NULL::real[] AS ranks
            FROM (SELECT s.statement_id, s.day FROM %I.statements s WHERE %s
                  ORDER BY s.day DESC, s.document_id DESC, s.ordinal DESC LIMIT $5) newest (statement_id, day)$sql$,
            corpus, conditions)
        INTO best USING NULL, example, since, until, "limit";
    END IF;
    RETURN QUERY EXECUTE format($sql$
        SELECT r.rank::numeric,
               CASE WHEN $4 IS NULL THEN left(@extschema@.content(s.statement), 160)
               ELSE ts_headline('@extschema@.onrecord', @extschema@.content(s.statement), $4, 'MaxWords=28, MinWords=12') END,
               s.statement_id, s.document_id, s.day,
               lower(@extschema@.said(s.statement)), upper(@extschema@.said(s.statement)) - 1,
               @extschema@.speaker(s.statement), @extschema@.speaker_kind(s.statement)::text,
               @extschema@.title(s.statement), @extschema@.organisation(s.statement), @extschema@.act(s.statement)::text,
               @extschema@.target(s.statement), @extschema@.mode(s.statement)::text, @extschema@.content(s.statement),
               d.outlet, d.headline, d.url, d.published AT TIME ZONE 'UTC', @extschema@.confidence(s.statement)::numeric
        FROM unnest($1, $2, $3) WITH ORDINALITY AS r (id, day, rank, place)
        JOIN %1$I.statements s ON s.statement_id = r.id AND s.day = r.day
        JOIN %1$I.documents d ON d.document_id = s.document_id AND d.day = s.day
        ORDER BY r.place$sql$, corpus)
    USING best.ids, best.days, best.ranks, sought;
END
$function$;
COMMENT ON FUNCTION search_statements(name, text, text, text, text, date, date, text, integer)
IS 'statements of a corpus that match a web-style query, the best by BM25 first; of a speaker, act, target and mode, said since and until (or in a document of these days); without a query the newest';

CREATE FUNCTION timeline(corpus name, query text DEFAULT NULL, bucket text DEFAULT 'month',
                         OUT period date, OUT statements integer, OUT verbatim integer, OUT share numeric) RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 100 COST 10000
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $function$
DECLARE
    by_words CONSTANT boolean := query ~ '\S';
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    IF bucket IS NULL OR bucket NOT IN ('day', 'week', 'month', 'quarter', 'year') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
            MESSAGE = format('a timeline has no buckets of a "%s"', bucket),
            HINT = 'They are of a day, week, month, quarter or year.';
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH everything AS MATERIALIZED (
            SELECT date_trunc($2, a.day)::date AS period, sum(a.statements) AS statements, sum(a.verbatim) AS verbatim
            FROM %1$I.acts_by_day a GROUP BY 1
        ), found AS MATERIALIZED (
            %2$s
        )
        SELECT b.period::date, coalesce(f.statements, 0)::integer, coalesce(f.verbatim, 0)::integer,
               round(coalesce(f.statements, 0)::numeric / nullif(e.statements, 0), 6)
        FROM (SELECT generate_series(min(n.period), max(n.period), CASE $2 WHEN 'quarter' THEN interval '3 months' ELSE ('1 ' || $2)::interval END) AS period FROM found n) b
        LEFT JOIN found f ON f.period = b.period
        LEFT JOIN everything e ON e.period = b.period
        ORDER BY 1$sql$, corpus,
        CASE WHEN by_words THEN format($sql$
            SELECT date_trunc($2, m.day)::date AS period, sum(m.statements) AS statements, sum(m.verbatim) AS verbatim
            FROM (SELECT s.day, count(*) AS statements, count(*) FILTER (WHERE @extschema@.mode(s.statement) <> 'indirect') AS verbatim
                  FROM %I.statements s WHERE %s AND s.statement OPERATOR(@extschema@.@@) $1 GROUP BY s.day) m
            GROUP BY 1$sql$, corpus, @extschema@.visible_statements(corpus))
        ELSE 'SELECT * FROM everything' END)
    USING websearch_to_tsquery('@extschema@.onrecord', query),
          bucket;
END
$function$;
COMMENT ON FUNCTION timeline(name, text, text)
IS 'how many statements match a query in each day, week, month, quarter or year of their documents, those between without any too; how many of them are verbatim, and their share of all';

CREATE FUNCTION concordance(corpus name, query text, width integer DEFAULT 40, "limit" integer DEFAULT 200,
                            OUT before text, OUT keyword text, OUT after text, OUT begins integer, OUT ends integer,
                            OUT sort_left text, OUT sort_right text, OUT statement_id bigint, OUT document_id bigint,
                            OUT day date, OUT speaker text, OUT outlet text) RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 200 COST 10000
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $function$
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    IF width IS NULL OR width NOT BETWEEN 0 AND 1000 THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'the width of a concordance is from 0 to 1000 characters on each side';
    END IF;
    -- The text around a statement is cut out once; in it, the words found stand between marks that the text has not. A
    -- place in a statement within a statement is the inner one's.
    RETURN QUERY EXECUTE format($sql$
        SELECT l.before, l.keyword, l.after, l.begins, l.ends,
               (SELECT string_agg(lower(w), ' ' ORDER BY n DESC)
                FROM regexp_split_to_table(l.before, '[^[:alnum:]]+') WITH ORDINALITY AS x (w, n) WHERE w <> ''),
               (SELECT string_agg(lower(w), ' ' ORDER BY n)
                FROM regexp_split_to_table(l.after, '[^[:alnum:]]+') WITH ORDINALITY AS x (w, n) WHERE w <> ''),
               l.statement_id, l.document_id, l.day, @extschema@.speaker(l.statement), l.outlet
        FROM (
            SELECT s.*, d.outlet, h.begins, h.ends,
                   row_number() OVER (PARTITION BY s.day, s.document_id, h.begins ORDER BY e.last - e.first) AS speakers_turn,
                   translate(substr(c.slice, greatest(h.begins - c.start - $2, 0) + 1, least($2, h.begins - c.start)),
                             E'\n\r\t', '   ') AS before,
                   translate(substr(c.slice, h.begins - c.start + 1, h.ends - h.begins), E'\n\r\t', '   ') AS keyword,
                   translate(substr(c.slice, h.ends - c.start + 1, $2), E'\n\r\t', '   ') AS after
            FROM (SELECT s.statement_id, s.document_id, s.day, s.ordinal, s.statement FROM %1$I.statements s
                  WHERE %2$s AND s.statement OPERATOR(@extschema@.@@) $1
                  ORDER BY s.day DESC, s.document_id DESC, s.ordinal DESC LIMIT $3) s
            JOIN %1$I.documents d ON d.document_id = s.document_id AND d.day = s.day
            CROSS JOIN LATERAL (SELECT @extschema@.spans(s.statement) AS spans OFFSET 0) p
            CROSS JOIN LATERAL (SELECT greatest(lower(p.spans) - $2, 0) AS start, lower(p.spans) AS first,
                                       upper(p.spans) AS last) e
            CROSS JOIN LATERAL (SELECT e.start, substr(d.text, e.start + 1, e.last + $2 - e.start) AS slice OFFSET 0) c
            CROSS JOIN LATERAL (
                SELECT (e.first + sum(length(t.text)) OVER (ORDER BY t.n, t.is_hit DESC) - length(t.text))::integer AS begins,
                       (e.first + sum(length(t.text)) OVER (ORDER BY t.n, t.is_hit DESC))::integer AS ends, t.is_hit
                FROM (SELECT x.n, k.is_hit, k.text
                      FROM regexp_split_to_table(
                               ts_headline('@extschema@.onrecord',
                                           translate(substr(c.slice, e.first - e.start + 1, e.last - e.first), E'\x02\x03', '  '),
                                           $1, E'HighlightAll=true, StartSel="\x02", StopSel="\x03"'),
                               E'\x02') WITH ORDINALITY AS x (piece, n)
                      CROSS JOIN LATERAL (VALUES (true, CASE WHEN x.n > 1 THEN split_part(x.piece, E'\x03', 1) ELSE '' END),
                                                 (false, CASE WHEN x.n > 1 THEN split_part(x.piece, E'\x03', 2) ELSE x.piece END))
                          AS k (is_hit, text)) t
            ) h
            WHERE h.is_hit AND h.ends > h.begins AND p.spans @> int4range(h.begins, h.ends)
        ) l
        WHERE l.speakers_turn = 1
        ORDER BY l.day DESC, l.document_id DESC, l.begins LIMIT $3$sql$, corpus, @extschema@.visible_statements(corpus))
    USING websearch_to_tsquery('@extschema@.onrecord', query), width, "limit";
END
$function$;
COMMENT ON FUNCTION concordance(name, text, integer, integer)
IS 'keyword in context: each place in a statement that a query matches, once, with so many characters on both sides, where it begins and ends in documents.text (characters from 0), and keys to sort by what stands on its left or right; newest first';
