-- Who is quoted most?
--
-- Speakers who are named, by the number of their quotes in the last days: how many of them are
-- in their own words, and in how many documents and sources.
--
-- Parameters:
--   label: PER, LOC, ORG or MISC; empty for all (default: )
--   days: how many days back from the newest document (default: 30)
--   top: how many rows (default: 20)
SELECT
    entity AS name,
    label,
    count(*) AS quotes,
    count(*) FILTER (direct) AS direct,
    count(DISTINCT doc_id) AS documents,
    count(DISTINCT source) AS sources
FROM quotes_in_context
WHERE entity_id IS NOT NULL
  AND coalesce(getvariable('label'), '') IN ('', label)
  AND utc_day(published_at)
    > (SELECT max(utc_day(published_at)) FROM documents) - CAST(coalesce(getvariable('days'), 30) AS INTEGER)
GROUP BY entity_id, entity, label
ORDER BY quotes DESC, documents DESC, name
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
