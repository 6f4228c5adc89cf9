-- Who and what is in the news, and is it more than before?
--
-- The entities named most in the last days, beside their mentions in as many days before.
--
-- Parameters:
--   label: PER, LOC, ORG or MISC; empty for all (default: )
--   days: how many days back from the newest document (default: 7)
--   top: how many rows (default: 20)
WITH bounds AS (
    SELECT max(day) AS newest, CAST(coalesce(getvariable('days'), 7) AS INTEGER) AS days
    FROM entities_by_day
)
SELECT
    name,
    label,
    CAST(coalesce(sum(mentions) FILTER (day > newest - days), 0) AS BIGINT) AS now,
    CAST(coalesce(sum(mentions) FILTER (day <= newest - days), 0) AS BIGINT) AS before,
    count(DISTINCT source) FILTER (day > newest - days) AS sources
FROM entities_by_day, bounds
WHERE day > newest - 2 * days
  AND coalesce(getvariable('label'), '') IN ('', label)
GROUP BY entity_id, name, label
ORDER BY now DESC, before DESC, name
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
