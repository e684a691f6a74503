-- 70_views.sql: flat views, plain column types, for people and dashboards.
--
-- The views of a corpus run with the rights of whoever reads them, so that grants and row security of the tables hold
-- for the views as well. Their columns are of types that every driver knows: text, date, timestamptz, integers,
-- numeric, boolean and arrays of text.

CREATE VIEW corpora AS
SELECT n.nspname AS corpus, pg_catalog.pg_get_userbyid(n.nspowner) AS owner,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS may_use
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
WHERE c.relname = 'corpus_settings' AND c.relkind = 'r';
COMMENT ON VIEW corpora IS 'the corpora of this database';
GRANT SELECT ON corpora TO PUBLIC;
COMMENT ON COLUMN corpora.corpus IS 'name of the corpus and of its schema';
COMMENT ON COLUMN corpora.owner IS 'who owns the schema';
COMMENT ON COLUMN corpora.may_use IS 'whether you may look into it';

CREATE FUNCTION create_corpus_views(corpus name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- The number alone says which document it is. Partitions are found by the day too; as a range, because the planner
    -- would take an equal day for a further condition that few documents fulfil.
    its_document text := 'd.document_id = s.document_id';
BEGIN
    PERFORM @extschema@.corpus_path(corpus);
    PERFORM set_config('search_path', format('%I, pg_catalog, pg_temp', corpus), true);
    IF (SELECT by_month FROM corpus_settings) THEN
        its_document := 'd.document_id = s.document_id AND d.day BETWEEN s.day AND s.day';
    END IF;

    EXECUTE format($view$
    CREATE OR REPLACE VIEW statement_details WITH (security_invoker = true) AS
    SELECT s.statement_id, s.document_id, s.ordinal, s.day,
           lower(@extschema@.said(s.statement)) AS said_from,
           upper(@extschema@.said(s.statement)) - 1 AS said_to,
           @extschema@.speaker(s.statement) AS speaker,
           @extschema@.speaker_kind(s.statement)::text AS speaker_kind,
           @extschema@.title(s.statement) AS title,
           @extschema@.organisation(s.statement) AS organisation,
           @extschema@.country(s.statement) AS country,
           @extschema@.act(s.statement)::text AS act,
           (@extschema@.cameo(@extschema@.act(s.statement))).code AS cameo,
           @extschema@.target(s.statement) AS target,
           @extschema@.mode(s.statement)::text AS mode,
           @extschema@.content(s.statement) AS content,
           @extschema@.verbatim(s.statement) AS verbatim,
           d.outlet, d.headline, d.url,
           d.published AT TIME ZONE 'UTC' AS published,
           @extschema@.confidence(s.statement)::numeric AS confidence,
           @extschema@.context_before(s.statement, d.text) AS context_before,
           @extschema@.context_after(s.statement, d.text) AS context_after,
           @extschema@.addressee(s.statement) AS addressee,
           @extschema@.cue(s.statement) AS cue,
           @extschema@.language(s.statement) AS language,
           @extschema@.nested(s.statement) AS nested,
           @extschema@.answers(s.statement) AS answers,
           s.speaker_id, d.copy_of
    FROM statements s JOIN documents d ON %1$s
    WHERE NOT s.superseded
    $view$, its_document);
    COMMENT ON VIEW statement_details IS 'a row for each statement of the present revisions, in plain columns';
    COMMENT ON COLUMN statement_details.statement_id IS 'number of the statement; stays when its document is read again';
    COMMENT ON COLUMN statement_details.document_id IS 'number of its document in documents';
    COMMENT ON COLUMN statement_details.ordinal IS '1, 2, ... in the order of the document';
    COMMENT ON COLUMN statement_details.day IS 'day of its document: of publication, or of arrival where that is not known';
    COMMENT ON COLUMN statement_details.said_from IS 'first day on which it may have been said, as far as the text tells; a month has 1 to 31 days';
    COMMENT ON COLUMN statement_details.said_to IS 'last day on which it may have been said';
    COMMENT ON COLUMN statement_details.speaker IS 'who said it: a name, or the description of somebody unnamed';
    COMMENT ON COLUMN statement_details.speaker_kind IS 'person, body or unnamed';
    COMMENT ON COLUMN statement_details.title IS 'office of the speaker';
    COMMENT ON COLUMN statement_details.organisation IS 'body that the speaker spoke for';
    COMMENT ON COLUMN statement_details.country IS 'state that organisation, title or a speaking body names';
    COMMENT ON COLUMN statement_details.act IS 'what was done by saying it, a value of statement_act';
    COMMENT ON COLUMN statement_details.cameo IS 'CAMEO code of the act';
    COMMENT ON COLUMN statement_details.target IS 'whom or what the act is aimed at';
    COMMENT ON COLUMN statement_details.mode IS 'direct, mixed or indirect';
    COMMENT ON COLUMN statement_details.content IS 'what was said';
    COMMENT ON COLUMN statement_details.verbatim IS 'parts of content that are quoted word for word; empty where there are none';
    COMMENT ON COLUMN statement_details.outlet IS 'outlet of its document';
    COMMENT ON COLUMN statement_details.headline IS 'headline of its document';
    COMMENT ON COLUMN statement_details.url IS 'where its document came from';
    COMMENT ON COLUMN statement_details.published IS 'time that its document prints, taken as UTC';
    COMMENT ON COLUMN statement_details.confidence IS 'probability, from 0 to 1, that somebody said this';
    COMMENT ON COLUMN statement_details.context_before IS 'what stands in the document right before it';
    COMMENT ON COLUMN statement_details.context_after IS 'what stands in the document right behind it';
    COMMENT ON COLUMN statement_details.addressee IS 'to whom it was said';
    COMMENT ON COLUMN statement_details.cue IS 'the word that attributes it';
    COMMENT ON COLUMN statement_details.language IS 'language of content, ISO 639-1';
    COMMENT ON COLUMN statement_details.nested IS 'whether it was reported inside another statement';
    COMMENT ON COLUMN statement_details.answers IS 'ordinal of the question that it answers, in a transcript';
    COMMENT ON COLUMN statement_details.speaker_id IS 'whom of speakers the name means; NULL: not known, or more than one could be meant';
    COMMENT ON COLUMN statement_details.copy_of IS 'earlier document with mostly the same wording';

    -- Where the counts are settled, these views read them; where they hold, they add the changes to them, for the keys
    -- that have any; where not, they count. Only one of the three is executed.
    EXECUTE format($view$
    CREATE OR REPLACE VIEW speaker_activity WITH (security_invoker = true) AS
    SELECT n.speaker, n.speaker_kind, n.statements, n.verbatim, n.first_day, n.last_day
    FROM (
        SELECT c.speaker, c.speaker_kind, c.statements, c.verbatim, c.first_day, c.last_day
        FROM speaker_counts c
        WHERE (SELECT h.settled FROM counts_hold h)
        UNION ALL
        SELECT c.speaker, c.speaker_kind, c.statements, c.verbatim, c.first_day, c.last_day
        FROM speaker_counts c
        WHERE (SELECT h.hold AND NOT h.settled FROM counts_hold h)
          AND NOT EXISTS (SELECT FROM statement_changes g WHERE md5(@extschema@.speaker(g.statement))::uuid = c.key
                          AND @extschema@.speaker_kind(g.statement)::text = c.speaker_kind)
        UNION ALL
        SELECT g.speaker, g.speaker_kind, (g.statements + coalesce(c.statements, 0))::integer,
               (g.verbatim + coalesce(c.verbatim, 0))::integer,
               CASE WHEN g.went THEN (SELECT min(s.day) FROM statements s WHERE @extschema@.speaker(s.statement) = g.speaker
                                      AND @extschema@.speaker_kind(s.statement)::text = g.speaker_kind AND NOT s.superseded)
               ELSE least(g.first_day, c.first_day) END,
               CASE WHEN g.went THEN (SELECT max(s.day) FROM statements s WHERE @extschema@.speaker(s.statement) = g.speaker
                                      AND @extschema@.speaker_kind(s.statement)::text = g.speaker_kind AND NOT s.superseded)
               ELSE greatest(g.last_day, c.last_day) END
        FROM (SELECT @extschema@.speaker(g.statement) AS speaker, @extschema@.speaker_kind(g.statement)::text AS speaker_kind,
                     sum(g.sign) AS statements,
                     coalesce(sum(g.sign) FILTER (WHERE @extschema@.mode(g.statement) <> 'indirect'), 0) AS verbatim,
                     min(g.day) AS first_day, max(g.day) AS last_day, bool_or(g.sign < 0) AS went
              FROM statement_changes g
              WHERE @extschema@.speaker(g.statement) IS NOT NULL AND @extschema@.speaker_kind(g.statement) IS NOT NULL
              GROUP BY 1, 2) g
        LEFT JOIN speaker_counts c ON c.key = md5(g.speaker)::uuid AND c.speaker = g.speaker AND c.speaker_kind = g.speaker_kind
        WHERE (SELECT h.hold FROM counts_hold h) AND g.statements + coalesce(c.statements, 0) > 0
        UNION ALL
        SELECT @extschema@.speaker(s.statement), @extschema@.speaker_kind(s.statement)::text, count(*)::integer,
               (count(*) FILTER (WHERE @extschema@.mode(s.statement) <> 'indirect'))::integer, min(s.day), max(s.day)
        FROM statements s JOIN documents d ON %1$s
        WHERE NOT (SELECT h.hold FROM counts_hold h) AND NOT s.superseded
          AND @extschema@.speaker(s.statement) IS NOT NULL AND @extschema@.speaker_kind(s.statement) IS NOT NULL
        GROUP BY 1, 2
    ) n
    $view$, its_document);
    COMMENT ON VIEW speaker_activity IS 'a row for each speaker: how much they were quoted, and when';
    COMMENT ON COLUMN speaker_activity.speaker IS 'who spoke: a name, or the description of somebody unnamed';
    COMMENT ON COLUMN speaker_activity.speaker_kind IS 'person, body or unnamed';
    COMMENT ON COLUMN speaker_activity.statements IS 'number of statements';
    COMMENT ON COLUMN speaker_activity.verbatim IS 'those that quote words of the speaker';
    COMMENT ON COLUMN speaker_activity.first_day IS 'day of the first document with a statement of theirs';
    COMMENT ON COLUMN speaker_activity.last_day IS 'day of the last one';

    EXECUTE format($view$
    CREATE OR REPLACE VIEW acts_by_day WITH (security_invoker = true) AS
    SELECT n.day, n.act, (@extschema@.cameo(n.act::@extschema@.statement_act)).code AS cameo, n.statements, n.verbatim
    FROM (
        SELECT c.day, c.act, c.statements, c.verbatim
        FROM act_counts c
        WHERE (SELECT h.hold FROM counts_hold h)
          AND NOT EXISTS (SELECT FROM statement_changes g WHERE g.day = c.day AND @extschema@.act(g.statement)::text = c.act)
        UNION ALL
        SELECT g.day, g.act, (g.statements + coalesce(c.statements, 0))::integer, (g.verbatim + coalesce(c.verbatim, 0))::integer
        FROM (SELECT g.day, @extschema@.act(g.statement)::text AS act, sum(g.sign) AS statements,
                     coalesce(sum(g.sign) FILTER (WHERE @extschema@.mode(g.statement) <> 'indirect'), 0) AS verbatim
              FROM statement_changes g WHERE @extschema@.act(g.statement) IS NOT NULL
              GROUP BY 1, 2) g
        LEFT JOIN act_counts c ON c.day = g.day AND c.act = g.act
        WHERE (SELECT h.hold FROM counts_hold h) AND g.statements + coalesce(c.statements, 0) > 0
        UNION ALL
        SELECT s.day, @extschema@.act(s.statement)::text, count(*)::integer,
               (count(*) FILTER (WHERE @extschema@.mode(s.statement) <> 'indirect'))::integer
        FROM statements s JOIN documents d ON %1$s
        WHERE NOT (SELECT h.hold FROM counts_hold h) AND NOT s.superseded AND @extschema@.act(s.statement) IS NOT NULL
        GROUP BY 1, 2
    ) n
    $view$, its_document);
    COMMENT ON VIEW acts_by_day IS 'how often each act was reported on each day';
    COMMENT ON COLUMN acts_by_day.day IS 'day of the documents';
    COMMENT ON COLUMN acts_by_day.act IS 'what was done by speaking';
    COMMENT ON COLUMN acts_by_day.cameo IS 'CAMEO code of the act';
    COMMENT ON COLUMN acts_by_day.statements IS 'number of statements';
    COMMENT ON COLUMN acts_by_day.verbatim IS 'those that quote words of the speaker';

    EXECUTE format($view$
    CREATE OR REPLACE VIEW who_about_whom WITH (security_invoker = true) AS
    SELECT n.speaker, n.target, n.act, (@extschema@.cameo(n.act::@extschema@.statement_act)).code AS cameo,
           n.statements, n.verbatim
    FROM (
        SELECT c.speaker, c.target, c.act, c.statements, c.verbatim
        FROM target_counts c
        WHERE (SELECT h.settled FROM counts_hold h)
        UNION ALL
        SELECT c.speaker, c.target, c.act, c.statements, c.verbatim
        FROM target_counts c
        WHERE (SELECT h.hold AND NOT h.settled FROM counts_hold h)
          AND NOT EXISTS (SELECT FROM statement_changes g
                          WHERE md5(@extschema@.speaker(g.statement) || E'\n' || @extschema@.target(g.statement))::uuid = c.key
                            AND @extschema@.act(g.statement)::text = c.act)
        UNION ALL
        SELECT g.speaker, g.target, g.act, (g.statements + coalesce(c.statements, 0))::integer,
               (g.verbatim + coalesce(c.verbatim, 0))::integer
        FROM (SELECT @extschema@.speaker(g.statement) AS speaker, @extschema@.target(g.statement) AS target,
                     @extschema@.act(g.statement)::text AS act, sum(g.sign) AS statements,
                     coalesce(sum(g.sign) FILTER (WHERE @extschema@.mode(g.statement) <> 'indirect'), 0) AS verbatim
              FROM statement_changes g
              WHERE @extschema@.speaker(g.statement) IS NOT NULL AND @extschema@.target(g.statement) IS NOT NULL
                AND @extschema@.act(g.statement) IS NOT NULL
              GROUP BY 1, 2, 3) g
        LEFT JOIN target_counts c ON c.key = md5(g.speaker || E'\n' || g.target)::uuid AND c.speaker = g.speaker
                                 AND c.target = g.target AND c.act = g.act
        WHERE (SELECT h.hold FROM counts_hold h) AND g.statements + coalesce(c.statements, 0) > 0
        UNION ALL
        SELECT @extschema@.speaker(s.statement), @extschema@.target(s.statement), @extschema@.act(s.statement)::text,
               count(*)::integer, (count(*) FILTER (WHERE @extschema@.mode(s.statement) <> 'indirect'))::integer
        FROM statements s JOIN documents d ON %1$s
        WHERE NOT (SELECT h.hold FROM counts_hold h) AND NOT s.superseded
          AND @extschema@.speaker(s.statement) IS NOT NULL AND @extschema@.target(s.statement) IS NOT NULL
          AND @extschema@.act(s.statement) IS NOT NULL
        GROUP BY 1, 2, 3
    ) n
    $view$, its_document);
    COMMENT ON VIEW who_about_whom IS 'who did what to whom by speaking, and how often';
    COMMENT ON COLUMN who_about_whom.speaker IS 'who spoke';
    COMMENT ON COLUMN who_about_whom.target IS 'whom or what the act is aimed at';
    COMMENT ON COLUMN who_about_whom.act IS 'what was done by speaking';
    COMMENT ON COLUMN who_about_whom.cameo IS 'CAMEO code of the act';
    COMMENT ON COLUMN who_about_whom.statements IS 'number of statements';
    COMMENT ON COLUMN who_about_whom.verbatim IS 'those that quote words of the speaker';

    -- Read from the answers, so that the latest ones are found without the others. The question that is answered is what
    -- was asked last before, by one asker, perhaps in several statements. Who is accused may be called by their name or a
    -- part of it, by the body they speak for or by its state.
    EXECUTE format($view$
    CREATE OR REPLACE VIEW answers WITH (security_invoker = true) AS
    SELECT q.kind, s.day, s.document_id, d.outlet, d.headline, d.url,
           q.statement_id AS question_id, @extschema@.speaker(q.statement) AS question_speaker,
           @extschema@.organisation(q.statement) AS question_organisation, @extschema@.act(q.statement)::text AS question_act,
           CASE WHEN q.kind = 'reply' THEN @extschema@.content(q.statement) ELSE (
               SELECT string_agg(@extschema@.content(p.statement), ' ' ORDER BY p.ordinal) FROM statements p
               WHERE %2$s AND p.ordinal > q.since AND p.ordinal <= q.ordinal
                 AND @extschema@.act(p.statement) = 'ask' AND NOT @extschema@.nested(p.statement)
                 AND @extschema@.speaker(p.statement) IS NOT DISTINCT FROM @extschema@.speaker(q.statement))
           END AS question,
           s.statement_id AS answer_id, s.day AS answer_day, s.document_id AS answer_document_id,
           @extschema@.speaker(s.statement) AS answer_speaker, @extschema@.organisation(s.statement) AS answer_organisation,
           @extschema@.act(s.statement)::text AS answer_act, @extschema@.content(s.statement) AS answer
    FROM statements s
    JOIN documents d ON %1$s
    CROSS JOIN LATERAL (
        (SELECT 'answer' AS kind, p.statement_id, p.ordinal, p.statement, before.ordinal AS since
         FROM (SELECT coalesce(max(p.ordinal), 0) AS ordinal FROM statements p
               WHERE %2$s
                 AND @extschema@.answers(p.statement) < @extschema@.answers(s.statement)) before,
              statements p
         WHERE @extschema@.answers(s.statement) IS NOT NULL
           AND %2$s AND p.ordinal > before.ordinal AND p.ordinal < s.ordinal
           AND @extschema@.act(p.statement) = 'ask' AND NOT @extschema@.nested(p.statement)
         ORDER BY p.ordinal DESC LIMIT 1)
        UNION ALL
        SELECT 'reply', p.statement_id, p.ordinal, p.statement, p.ordinal
        FROM statements p
        WHERE @extschema@.act(s.statement) IN ('deny', 'reject', 'defend', 'admit', 'apologize', 'decline_comment', 'oppose',
                                               'protest', 'criticize', 'accuse', 'empathize')
          AND %2$s
          AND @extschema@.act(p.statement) IN ('accuse', 'criticize') AND @extschema@.target(p.statement) IS NOT NULL
          AND @extschema@.speaker(p.statement) IS DISTINCT FROM @extschema@.speaker(s.statement)
          AND strpos(replace(format(' %%s %%s %%s ', lower(@extschema@.speaker(s.statement)),
                                    lower(@extschema@.organisation(s.statement)), lower(@extschema@.country(s.statement))),
                             '''s ', ' '),
                     format(' %%s ', regexp_replace(lower(@extschema@.target(p.statement)), '^the ', ''))) > 0
    ) q
    WHERE NOT s.superseded
    $view$, its_document, replace(its_document, 'd.', 'p.'));
    COMMENT ON VIEW answers IS 'what was asked and answered in transcripts, and who replied to accusations';
    COMMENT ON COLUMN answers.kind IS 'answer: to a question in a transcript; reply: of the accused or criticized to who accused or criticized them';
    COMMENT ON COLUMN answers.day IS 'day of the document that has both';
    COMMENT ON COLUMN answers.document_id IS 'the document';
    COMMENT ON COLUMN answers.outlet IS 'outlet of the document';
    COMMENT ON COLUMN answers.headline IS 'headline of the document';
    COMMENT ON COLUMN answers.url IS 'where the document came from';
    COMMENT ON COLUMN answers.question_id IS 'statement_id of the question or accusation';
    COMMENT ON COLUMN answers.question_speaker IS 'who asked or accused';
    COMMENT ON COLUMN answers.question_organisation IS 'body for which they spoke';
    COMMENT ON COLUMN answers.question_act IS 'ask, accuse or criticize, or what else was done in the turn that was answered';
    COMMENT ON COLUMN answers.question IS 'what was asked, or of what somebody was accused';
    COMMENT ON COLUMN answers.answer_id IS 'statement_id of the answer or reply';
    COMMENT ON COLUMN answers.answer_day IS 'day of the document with the answer, which is the same';
    COMMENT ON COLUMN answers.answer_document_id IS 'document with the answer, which is the same';
    COMMENT ON COLUMN answers.answer_speaker IS 'who answered';
    COMMENT ON COLUMN answers.answer_organisation IS 'body for which they spoke';
    COMMENT ON COLUMN answers.answer_act IS 'what was done by answering';
    COMMENT ON COLUMN answers.answer IS 'what was answered';

    CREATE OR REPLACE VIEW recent_failures WITH (security_invoker = true) AS
    SELECT 'ingest' AS stage, i.failed_at, i.item_id, NULL::bigint AS document_id, i.outlet, i.url, i.media_type,
           i.attempts, i.sqlstate, i.error, i.error_detail AS detail, i.received
    FROM inbox i WHERE i.sqlstate IS NOT NULL
    UNION ALL
    SELECT 'reparse', NULL, NULL, d.document_id, d.outlet, d.url, NULL, 1, left(d.problem, 5), substr(d.problem, 8), NULL,
           d.received
    FROM documents d WHERE d.problem IS NOT NULL;
    COMMENT ON VIEW recent_failures IS 'what could not be read and waits for retry or a person; when, how often and why';
    COMMENT ON COLUMN recent_failures.stage IS 'ingest: it stayed in the inbox; reparse: a stored document could not be read again';
    COMMENT ON COLUMN recent_failures.failed_at IS 'time of the last failure; not known of reparse';
    COMMENT ON COLUMN recent_failures.item_id IS 'its row of the inbox';
    COMMENT ON COLUMN recent_failures.document_id IS 'its document';
    COMMENT ON COLUMN recent_failures.outlet IS 'outlet, as far as known';
    COMMENT ON COLUMN recent_failures.url IS 'where it came from';
    COMMENT ON COLUMN recent_failures.media_type IS 'media type that the inbox was told';
    COMMENT ON COLUMN recent_failures.attempts IS 'how often reading it has failed';
    COMMENT ON COLUMN recent_failures.sqlstate IS 'SQLSTATE of the error';
    COMMENT ON COLUMN recent_failures.error IS 'message of the error';
    COMMENT ON COLUMN recent_failures.detail IS 'detail of the error';
    COMMENT ON COLUMN recent_failures.received IS 'when it arrived';

    -- Runs side by side work off the same documents. What was planned when the last of them started is done by all of
    -- them since; how much the others have done since then is taken from their rates.
    CREATE OR REPLACE VIEW progress WITH (security_invoker = true) AS
    SELECT t.run_id, t.kind, t.pid, t.started, t.planned, t.done, t.failed, round(t.rate, 1) AS documents_per_second,
           CASE WHEN sum(t.rate) OVER together > 0 THEN
               greatest(last_value(t.planned) OVER together / sum(t.rate) OVER together
                        - extract(epoch FROM clock_timestamp() - max(t.started) OVER together), 0) * interval '1 second'
           END AS time_left
    FROM (SELECT r.*, r.stored + r.revised + r.repeated + r.failed AS done,
                 (r.stored + r.revised + r.repeated + r.failed)
                 / greatest(extract(epoch FROM clock_timestamp() - r.started), 0.001) AS rate
          FROM runs r
          WHERE r.outcome = 'running'
            AND EXISTS (SELECT FROM pg_stat_activity a
                        WHERE a.pid = r.pid AND coalesce(a.backend_start = r.backend_start, true))) t
    WINDOW together AS (PARTITION BY t.kind ORDER BY t.started ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);
    COMMENT ON VIEW progress IS 'runs that go on now, as of their last commit, with rate and time left';
    COMMENT ON COLUMN progress.run_id IS 'its row of runs';
    COMMENT ON COLUMN progress.kind IS 'ingest or reparse';
    COMMENT ON COLUMN progress.pid IS 'process of the server that does it';
    COMMENT ON COLUMN progress.started IS 'since when';
    COMMENT ON COLUMN progress.planned IS 'documents that waited when it started';
    COMMENT ON COLUMN progress.done IS 'documents dealt with';
    COMMENT ON COLUMN progress.failed IS 'those of them that could not be read';
    COMMENT ON COLUMN progress.documents_per_second IS 'rate since it started';
    COMMENT ON COLUMN progress.time_left IS 'how long it will take at this rate';

    CREATE OR REPLACE VIEW unlinked_speakers WITH (security_invoker = true) AS
    SELECT n.speaker, n.organisation, count(*) AS statements, min(n.day) AS first_day, max(n.day) AS last_day,
           (SELECT array_agg(k.speaker_id ORDER BY k.speaker_id) FROM speakers k
            WHERE @extschema@.name_key(k.name) IN (SELECT @extschema@.name_key(v) FROM @extschema@.names_of(n.speaker) v))
               AS candidates
    FROM (SELECT @extschema@.speaker(s.statement) AS speaker, @extschema@.organisation(s.statement) AS organisation,
                 @extschema@.speaker_kind(s.statement) AS kind, s.day
          FROM statements s WHERE s.speaker_id IS NULL) n
    WHERE n.speaker IS NOT NULL AND n.kind <> 'unnamed'
    GROUP BY n.speaker, n.organisation;
    COMMENT ON VIEW unlinked_speakers IS 'names that could mean nobody or several: decide_speaker settles them';
    COMMENT ON COLUMN unlinked_speakers.speaker IS 'the name';
    COMMENT ON COLUMN unlinked_speakers.organisation IS 'body for which the name was said to speak';
    COMMENT ON COLUMN unlinked_speakers.statements IS 'number of statements';
    COMMENT ON COLUMN unlinked_speakers.first_day IS 'day of the first document with one';
    COMMENT ON COLUMN unlinked_speakers.last_day IS 'day of the last one';
    COMMENT ON COLUMN unlinked_speakers.candidates IS 'speaker_id of those whom the name could mean';

    -- The sound alone proves nothing: two Chinese names may both be Li Ming. So a person decides.
    CREATE OR REPLACE VIEW speaker_proposals WITH (security_invoker = true) AS
    SELECT c.speaker_id, c.name, l.speaker_id AS other_id, l.name AS other_name,
           (SELECT count(*) FROM statements s WHERE s.speaker_id = c.speaker_id) AS statements,
           (SELECT count(*) FROM statements s WHERE s.speaker_id = l.speaker_id) AS other_statements
    FROM (SELECT k.speaker_id, k.name, @extschema@.latin_letters(k.name) AS letters FROM speakers k
          WHERE k.kind = 'person' AND k.name ~ '^[\u4e00-\u9fff]{2,4}$') c
    JOIN (SELECT k.speaker_id, k.name, @extschema@.latin_letters(k.name) AS letters FROM speakers k
          WHERE k.kind = 'person' AND k.name !~ '[\u4e00-\u9fff]') l ON l.letters = c.letters;
    COMMENT ON VIEW speaker_proposals IS 'Chinese and Latin names that sound alike and may be one person: a row in onrecord_aliases (alias, name) and link_speakers join them';
    COMMENT ON COLUMN speaker_proposals.speaker_id IS 'the one with the Chinese name';
    COMMENT ON COLUMN speaker_proposals.name IS 'the Chinese name';
    COMMENT ON COLUMN speaker_proposals.other_id IS 'the one with the Latin name';
    COMMENT ON COLUMN speaker_proposals.other_name IS 'the Latin name';
    COMMENT ON COLUMN speaker_proposals.statements IS 'statements linked to the one';
    COMMENT ON COLUMN speaker_proposals.other_statements IS 'statements linked to the other';
END
$function$;
COMMENT ON FUNCTION create_corpus_views(name) IS 'make or renew the views of a corpus; used by create_corpus';

-- What a role may do with documents, it may do with the counts; and read the views, if it may read those.
CREATE FUNCTION grant_corpus_views(corpus name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    granted record;
    relation record;
BEGIN
    FOR granted IN
        SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS role, a.privilege_type
        FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = to_regclass(format('%I.documents', corpus)) AND a.grantee <> c.relowner
          AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        FOR relation IN
            SELECT c.relname AS name FROM pg_class c
            WHERE c.relnamespace = to_regnamespace(quote_ident(corpus))
              AND (c.relname IN ('statement_changes', 'act_counts', 'speaker_counts', 'target_counts', 'word_counts',
                                 'word_totals', 'counted_partitions')
                   OR c.relkind = 'v' AND granted.privilege_type = 'SELECT')
        LOOP
            EXECUTE format('GRANT %s ON %I.%I TO %s', granted.privilege_type, corpus, relation.name, granted.role);
        END LOOP;
        IF granted.privilege_type = 'SELECT' THEN
            EXECUTE format('GRANT SELECT (item_id, media_type, url, outlet, published, received, attempts, sqlstate, error, '
                           'error_detail, failed_at) ON %I.inbox TO %s', corpus, granted.role);
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION grant_corpus_views(name) IS 'let whoever may read or write the documents of a corpus do so with its views and counts; used by upgrade_corpus';

-- Tables of a corpus are the user's: an upgrade of the extension leaves them alone until this is called.
CREATE FUNCTION upgrade_corpus(corpus name, really boolean DEFAULT false) RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old_layout integer;
BEGIN
    PERFORM set_config('search_path', @extschema@.corpus_path(corpus), true);
    old_layout := (SELECT layout FROM corpus_settings);
    RETURN NEXT CASE WHEN old_layout = 2 THEN 'layout 2 of the tables is the present one: they stay as they are'
                ELSE 'layout 2 of the tables: give statements a column "superseded", keep counts of statements, index them; '
                     'build documents.words anew, note the wording of documents; grant ingest again to those who have it' END;
    RETURN NEXT 'renew the views, for whoever may read the documents';
    RETURN NEXT format('%s documents are of another analysis: CALL reparse_all(%L) renews them',
                       @extschema@.stale_count(corpus), corpus);
    IF really THEN
        IF old_layout = 1 THEN
            DROP INDEX statements_speaker; -- comes again, with the day
            PERFORM @extschema@.create_corpus_copies(corpus), @extschema@.create_corpus_counts(corpus);
            PERFORM @extschema@.note_wording(corpus, d.document_id, d.day, NULL, d.sketch)
            FROM (SELECT o.* FROM documents o WHERE o.copy_of IS NULL ORDER BY o.document_id) d;
            UPDATE statements s SET superseded = true FROM documents d
            WHERE d.document_id = s.document_id AND d.day = s.day AND d.superseded_by IS NOT NULL;
            PERFORM @extschema@.recount(corpus);
            UPDATE corpus_settings SET layout = 2;
            DROP VIEW IF EXISTS statement_details; -- its columns had another order
        END IF;
        PERFORM @extschema@.create_corpus_views(corpus);
        PERFORM @extschema@.grant_corpus_views(corpus);
    END IF;
END
$function$;
COMMENT ON FUNCTION upgrade_corpus(name, boolean) IS 'what an upgrade of the extension means for a corpus; does it only if really';
