-- 63_counts.sql: counts of a corpus, so that no dashboard counts a million statements at each look.
--
-- Three tables hold how often each act was reported on each day, how much each speaker was quoted, and who did what to
-- whom; two more hold what ranking must know of the words. Nobody waits for their rows: whoever adds, changes or removes
-- statements only appends to statement_changes (a trigger does), in the same transaction. What is true at any moment is
-- the counts with the changes added, and that is what the views show. fold_counts, at the end of each batch of ingest,
-- takes the changes into the counts; one session at a time, so that keys are never contended.
--
-- Counts know nothing of row security. Whoever is subject to that, of documents or statements, neither reads nor
-- changes them: views count for them what they may see. The same way, the views do without counts where a partition
-- was removed or added by hand, until fold_counts finds that and counts anew.

-- The tables, triggers and indexes that came with the second layout of a corpus.
CREATE FUNCTION create_corpus_counts(corpus name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    counts text;
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', corpus), true);

    ALTER TABLE statements ADD COLUMN superseded boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN statements.superseded IS 'its document has a newer revision; kept by a trigger of documents';

    CREATE TABLE statement_changes (
        sign smallint NOT NULL CHECK (sign IN (-1, 1)),
        day date NOT NULL,
        statement @extschema@.statement NOT NULL
    );
    COMMENT ON TABLE statement_changes IS 'statements that came or went since fold_counts took the last ones into the counts';
    COMMENT ON COLUMN statement_changes.sign IS '1: it came, -1: it went';
    COMMENT ON COLUMN statement_changes.day IS 'the day of its document';

    CREATE TABLE act_counts (
        day date NOT NULL,
        act text NOT NULL,
        statements integer NOT NULL,
        verbatim integer NOT NULL,
        PRIMARY KEY (day, act)
    ) WITH (fillfactor = 70);
    COMMENT ON TABLE act_counts IS 'statements by day and act, but for statement_changes; acts_by_day adds those';

    -- Names may be too long for an index, hence the hash.
    CREATE TABLE speaker_counts (
        key uuid GENERATED ALWAYS AS (md5(speaker)::uuid) STORED,
        speaker text NOT NULL,
        speaker_kind text NOT NULL,
        statements integer NOT NULL,
        verbatim integer NOT NULL,
        first_day date,
        last_day date,
        PRIMARY KEY (key, speaker_kind)
    ) WITH (fillfactor = 70);
    COMMENT ON TABLE speaker_counts IS 'statements by speaker, but for statement_changes; speaker_activity adds those';

    CREATE TABLE target_counts (
        key uuid GENERATED ALWAYS AS (md5(speaker || E'\n' || target)::uuid) STORED,
        speaker text NOT NULL,
        target text NOT NULL,
        act text NOT NULL,
        statements integer NOT NULL,
        verbatim integer NOT NULL,
        PRIMARY KEY (key, act)
    ) WITH (fillfactor = 70);
    CREATE INDEX target_counts_speaker ON target_counts USING hash (speaker);
    CREATE INDEX target_counts_target ON target_counts USING hash (target);
    COMMENT ON TABLE target_counts IS 'statements by speaker, target and act, but for statement_changes; who_about_whom adds those';

    CREATE TABLE word_counts (
        lexeme text PRIMARY KEY,
        statements bigint NOT NULL
    ) WITH (fillfactor = 70);
    COMMENT ON TABLE word_counts IS 'in how many statements each lexeme is; search_statements ranks by it';

    CREATE TABLE word_totals (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        statements bigint NOT NULL DEFAULT 0,
        length bigint NOT NULL DEFAULT 0
    );
    INSERT INTO word_totals DEFAULT VALUES;
    COMMENT ON TABLE word_totals IS 'number of statements, and of the places of all their lexemes';

    CREATE TABLE counted_partitions (partition name PRIMARY KEY);
    COMMENT ON TABLE counted_partitions IS 'the partitions of statements that the counts count';

    CREATE OR REPLACE VIEW counts_hold WITH (security_invoker = true) AS
    SELECT c.complete, c.hold, c.hold AND NOT EXISTS (SELECT FROM statement_changes) AS settled
    FROM (SELECT h.complete, h.complete AND NOT row_security_active('statements'::regclass)
                             AND NOT row_security_active('documents'::regclass) AS hold
          FROM (SELECT NOT EXISTS (SELECT FROM (SELECT p.partition FROM counted_partitions p) counted
                                   FULL JOIN (SELECT c.relname AS partition
                                              FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                                              WHERE i.inhparent = 'statements'::regclass) present USING (partition)
                                   WHERE counted IS NULL OR present IS NULL) AS complete) h) c;
    COMMENT ON VIEW counts_hold IS 'whether the counts are what the reader would count';
    COMMENT ON COLUMN counts_hold.complete IS 'false: a partition came or went by hand since they were made';
    COMMENT ON COLUMN counts_hold.hold IS 'they are complete, and the reader is not subject to row security; else views count by themselves';
    COMMENT ON COLUMN counts_hold.settled IS 'they hold, and no change waits to be added';

    FOREACH counts IN ARRAY '{statement_changes,act_counts,speaker_counts,target_counts,word_counts,word_totals}'::text[] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', counts);
        EXECUTE format('CREATE POLICY whole_corpus ON %I USING (NOT row_security_active(''statements''::regclass) '
                       'AND NOT row_security_active(''documents''::regclass)) WITH CHECK (true)', counts);
    END LOOP;

    CREATE TRIGGER statements_came AFTER INSERT ON statements FOR EACH ROW WHEN (NOT NEW.superseded)
        EXECUTE FUNCTION @extschema@.log_statement_change();
    CREATE TRIGGER statements_went AFTER DELETE ON statements FOR EACH ROW WHEN (NOT OLD.superseded)
        EXECUTE FUNCTION @extschema@.log_statement_change();
    CREATE TRIGGER statements_changed AFTER UPDATE ON statements FOR EACH ROW
        WHEN (OLD.statement OPERATOR(@extschema@.<>) NEW.statement OR OLD.day <> NEW.day OR OLD.superseded <> NEW.superseded)
        EXECUTE FUNCTION @extschema@.log_statement_change();
    CREATE TRIGGER statements_emptied AFTER TRUNCATE ON statements FOR EACH STATEMENT
        EXECUTE FUNCTION @extschema@.empty_counts();
    CREATE TRIGGER documents_superseded AFTER UPDATE OF superseded_by ON documents FOR EACH ROW
        WHEN ((OLD.superseded_by IS NULL) <> (NEW.superseded_by IS NULL))
        EXECUTE FUNCTION @extschema@.supersede_statements();
    IF (SELECT by_month FROM corpus_settings) THEN -- else a foreign key does it
        CREATE TRIGGER documents_deleted AFTER DELETE ON documents FOR EACH ROW
            EXECUTE FUNCTION @extschema@.delete_statements();
    END IF;

    CREATE INDEX statements_speaker ON statements (@extschema@.speaker(statement), day);
    CREATE INDEX statements_impacts ON statements USING gin (@extschema@.search_impacts(statement));
    CREATE INDEX statements_day ON statements (day, document_id, ordinal);
    CREATE INDEX documents_published_utc ON documents ((published AT TIME ZONE 'UTC'));
    CREATE INDEX documents_published_last ON documents ((published AT TIME ZONE 'UTC') DESC NULLS LAST);
    CREATE INDEX documents_problem ON documents (document_id) WHERE problem IS NOT NULL;
    CREATE INDEX inbox_failed ON inbox (failed_at) WHERE sqlstate IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION create_corpus_counts(name) IS 'make the counts of a corpus, with the triggers that keep them; used by create_corpus and upgrade_corpus';

-- The triggers find the corpus by the schema of the table, which is that of its partitions.
CREATE FUNCTION log_statement_change() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', format('pg_catalog, %I, pg_temp', TG_TABLE_SCHEMA), true);
    IF TG_OP <> 'INSERT' AND NOT OLD.superseded THEN
        INSERT INTO statement_changes VALUES (-1, OLD.day, OLD.statement);
    END IF;
    IF TG_OP <> 'DELETE' AND NOT NEW.superseded THEN
        INSERT INTO statement_changes VALUES (1, NEW.day, NEW.statement);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION log_statement_change() IS 'trigger: notes a statement that comes, changes or goes, for the counts';

CREATE FUNCTION empty_counts() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    EXECUTE format('TRUNCATE %1$I.statement_changes, %1$I.act_counts, %1$I.speaker_counts, %1$I.target_counts, %1$I.word_counts',
                   TG_TABLE_SCHEMA);
    EXECUTE format('UPDATE %I.word_totals SET statements = 0, length = 0', TG_TABLE_SCHEMA);
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION empty_counts() IS 'trigger: without statements there is nothing to count';

CREATE FUNCTION supersede_statements() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    EXECUTE format('UPDATE %I.statements SET superseded = $1 WHERE document_id = $2 AND day = $3', TG_TABLE_SCHEMA)
    USING NEW.superseded_by IS NOT NULL, NEW.document_id, NEW.day;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION supersede_statements() IS 'trigger: tells the statements of a document whether it has a newer revision';

CREATE FUNCTION delete_statements() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    EXECUTE format('DELETE FROM %I.statements WHERE document_id = $1 AND day = $2', TG_TABLE_SCHEMA)
    USING OLD.document_id, OLD.day;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION delete_statements() IS 'trigger: the statements of a document go with it';

-- Adds statements to the counts: those that a query gives, with the columns sign, day and statement.
CREATE FUNCTION add_counts(corpus name, source text) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
-- As in ingest_item: what is planned for small tables has to be right for large ones.
SET enable_seqscan = off
SET jit = off
AS $function$
DECLARE
    added bigint;
    -- Not as names are compared, with which no index on text helps.
    bereft text[] COLLATE "default";
    rarer text[] COLLATE "default";
    emptier date[];
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    EXECUTE format($sql$
        WITH taken AS MATERIALIZED (%s), change AS MATERIALIZED (
            SELECT t.sign::integer AS sign, t.day, @extschema@.speaker(t.statement) AS speaker,
                   @extschema@.speaker_kind(t.statement)::text AS kind, @extschema@.act(t.statement)::text AS act,
                   @extschema@.target(t.statement) AS target,
                   CASE WHEN @extschema@.mode(t.statement) <> 'indirect' THEN t.sign ELSE 0 END AS verbatim
            FROM taken t
        ), acts AS (
            INSERT INTO act_counts AS c (day, act, statements, verbatim)
            SELECT day, act, sum(sign), sum(verbatim) FROM change WHERE act IS NOT NULL GROUP BY day, act
            ON CONFLICT (day, act) DO UPDATE
            SET statements = c.statements + excluded.statements, verbatim = c.verbatim + excluded.verbatim
        ), speakers AS (
            INSERT INTO speaker_counts AS c (speaker, speaker_kind, statements, verbatim, first_day, last_day)
            SELECT speaker, kind, sum(sign), sum(verbatim), min(day), max(day)
            FROM change WHERE speaker IS NOT NULL AND kind IS NOT NULL GROUP BY speaker, kind
            ON CONFLICT (key, speaker_kind) DO UPDATE
            SET statements = c.statements + excluded.statements, verbatim = c.verbatim + excluded.verbatim,
                first_day = least(c.first_day, excluded.first_day), last_day = greatest(c.last_day, excluded.last_day)
        ), targets AS (
            INSERT INTO target_counts AS c (speaker, target, act, statements, verbatim)
            SELECT speaker, target, act, sum(sign), sum(verbatim) FROM change
            WHERE speaker IS NOT NULL AND target IS NOT NULL AND act IS NOT NULL GROUP BY speaker, target, act
            ON CONFLICT (key, act) DO UPDATE
            SET statements = c.statements + excluded.statements, verbatim = c.verbatim + excluded.verbatim
        ), word AS MATERIALIZED (
            SELECT t.sign::integer AS sign, w.lexeme, greatest(cardinality(w.positions), 1) AS places
            FROM taken t CROSS JOIN LATERAL unnest(@extschema@.tsvector(t.statement)) w
        ), words AS (
            INSERT INTO word_counts AS c (lexeme, statements)
            SELECT lexeme, sum(sign) FROM word GROUP BY lexeme HAVING sum(sign) <> 0
            ON CONFLICT (lexeme) DO UPDATE SET statements = c.statements + excluded.statements
        ), totals AS (
            UPDATE word_totals c
            SET statements = c.statements + (SELECT coalesce(sum(sign), 0) FROM taken),
                length = c.length + (SELECT coalesce(sum(sign * places), 0) FROM word)
        )
        SELECT count(*), array_agg(DISTINCT speaker) FILTER (WHERE sign < 0),
               (SELECT array_agg(DISTINCT lexeme) FROM word WHERE sign < 0), array_agg(DISTINCT day) FILTER (WHERE sign < 0)
        FROM change$sql$, source)
    INTO added, bereft, rarer, emptier;
    -- Only what went is looked at again: the cost of a batch must not grow with the corpus.
    DELETE FROM act_counts WHERE day = ANY (emptier) AND statements = 0;
    DELETE FROM word_counts c USING unnest(rarer) r (lexeme) WHERE c.lexeme = r.lexeme AND c.statements = 0;
    DELETE FROM target_counts c USING unnest(bereft) b (speaker) WHERE c.speaker = b.speaker AND c.statements = 0;
    DELETE FROM speaker_counts c USING unnest(bereft) b (speaker) WHERE c.key = md5(b.speaker)::uuid AND c.statements = 0;
    -- What went may have been a speaker's first or last.
    UPDATE speaker_counts c
    SET first_day = (SELECT s.day FROM statements s
                     WHERE @extschema@.speaker(s.statement) = c.speaker AND NOT s.superseded
                       AND @extschema@.speaker_kind(s.statement)::text = c.speaker_kind ORDER BY s.day LIMIT 1),
        last_day = (SELECT s.day FROM statements s
                    WHERE @extschema@.speaker(s.statement) = c.speaker AND NOT s.superseded
                      AND @extschema@.speaker_kind(s.statement)::text = c.speaker_kind ORDER BY s.day DESC LIMIT 1)
    FROM unnest(bereft) b (speaker) WHERE c.key = md5(b.speaker)::uuid;
    RETURN added;
END
$function$;
COMMENT ON FUNCTION add_counts(name, text) IS 'add the statements of a query (sign, day, statement) to the counts of a corpus; used by fold_counts and recount';

-- Where another session is at it, that one does it.
CREATE FUNCTION fold_counts(corpus name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    IF NOT EXISTS (SELECT FROM statement_changes) AND (SELECT h.complete FROM counts_hold h)
       OR NOT pg_try_advisory_xact_lock(hashtextextended('onrecord counts of ' || corpus, 0)) THEN
        RETURN 0;
    END IF;
    IF NOT (SELECT h.complete FROM counts_hold h) THEN
        RETURN @extschema@.recount(corpus);
    END IF;
    RETURN @extschema@.add_counts(corpus, 'DELETE FROM statement_changes RETURNING sign, day, statement');
EXCEPTION
WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
    RETURN 0; -- the changes stay, and are as true as the counts
END
$function$;
COMMENT ON FUNCTION fold_counts(name) IS 'take the changes of statements into the counts of a corpus; how many. ingest and reparse do it at the end of each batch';

CREATE FUNCTION recount(corpus name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    LOCK TABLE statements IN SHARE MODE;
    PERFORM pg_advisory_xact_lock(hashtextextended('onrecord counts of ' || corpus, 0));
    DELETE FROM statement_changes;
    DELETE FROM act_counts;
    DELETE FROM speaker_counts;
    DELETE FROM target_counts;
    DELETE FROM word_counts;
    UPDATE word_totals SET statements = 0, length = 0;
    DELETE FROM counted_partitions;
    INSERT INTO counted_partitions
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'statements'::regclass;
    RETURN @extschema@.add_counts(corpus, 'SELECT 1 AS sign, day, statement FROM statements WHERE NOT superseded');
END
$function$;
COMMENT ON FUNCTION recount(name) IS 'count the statements of a corpus anew, after partitions were removed or added by hand; how many there are';
