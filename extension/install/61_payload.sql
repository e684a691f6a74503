-- 61_payload.sql: what a payload of the inbox holds.

-- A time as pages and feeds write it; null where it is none. Its offset is dropped: a newspaper's day is its own.
CREATE FUNCTION read_published(published text) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    parts CONSTANT text[] := regexp_match(published, '^\s*(\d{4}-\d\d?-\d\d?)(?:[T ]+(\d\d?:\d\d(?::\d\d)?))?');
BEGIN
    RETURN (parts[1] || coalesce(' ' || parts[2], ''))::timestamp;
EXCEPTION
WHEN data_exception THEN
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION read_published(text) IS 'a time in ISO 8601 as its local timestamp; null for anything else';

-- What a payload says of itself. Overridden by what the inbox row says.
CREATE FUNCTION read_payload(payload text, payload_bytes bytea, media_type text,
                             OUT document text, OUT url text, OUT outlet text, OUT published timestamp)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    charset text := substring(media_type FROM '(?i)charset="?([a-z0-9_:.-]+)');
    kind text := lower(trim(split_part(media_type, ';', 1)));
    fields jsonb;
    page record;
BEGIN
    IF payload IS NULL AND kind IS DISTINCT FROM 'text/html' THEN
        payload := convert_from(payload_bytes, coalesce(charset, 'UTF8'));
        payload_bytes := NULL;
    END IF;
    payload := ltrim(payload, U&'\FEFF');
    kind := coalesce(nullif(kind, ''), CASE
        WHEN payload ~* '^\s*(<!doctype html|<html|<head|<body)' THEN 'text/html'
        WHEN payload ~ '^\s*\{\s*"' AND payload ~ '\}\s*$' THEN 'application/json'
        ELSE 'text/plain' END);
    IF kind = 'application/json' THEN
        fields := payload;
        IF jsonb_typeof(fields) <> 'object' OR coalesce(fields ->> 'text', fields ->> 'html') IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
                MESSAGE = 'the JSON payload has no text',
                HINT = 'It is an object with the key text or html, and perhaps url, outlet and published.';
        END IF;
        payload := fields ->> 'html';
    ELSIF kind NOT IN ('text/html', 'application/xhtml+xml') THEN
        IF kind NOT LIKE 'text/%' THEN
            RAISE EXCEPTION USING ERRCODE = 'feature_not_supported',
                MESSAGE = format('media type "%s" cannot be read', kind),
                HINT = 'Documents are text/plain, text/html or application/json.';
        END IF;
        document := payload;
        RETURN;
    END IF;
    IF payload IS NOT NULL THEN
        payload_bytes := convert_to(payload, 'UTF8');
        charset := 'UTF-8';
    END IF;
    SELECT * INTO page FROM @extschema@.read_html(payload_bytes, charset);
    document := coalesce(fields ->> 'text', page.document);
    url := coalesce(fields ->> 'url', page.url);
    outlet := coalesce(fields ->> 'outlet', page.outlet);
    published := coalesce(@extschema@.read_published(fields ->> 'published'),
                          @extschema@.read_published(page.published));
END
$function$;
COMMENT ON FUNCTION read_payload(text, bytea, text) IS 'the text of an inbox payload, and the url, outlet and time that a JSON or HTML payload states';
