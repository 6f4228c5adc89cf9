-- Which countries does the corpus speak of, by name and by nationality?
--
-- Mentions of the country beside adjectives of nationality ("the Tunisian minister"), which are no
-- mentions of it, over the last days.
--
-- Parameters:
--   days: how many days back from the newest document (default: 3650)
--   top: how many rows (default: 20)
SELECT
    country,
    CAST(sum(named) AS BIGINT) AS named,
    CAST(sum(adjectives) AS BIGINT) AS adjectives,
    CAST(sum(documents) AS BIGINT) AS documents,
    entity_id
FROM countries_by_day
WHERE day > (SELECT max(day) FROM countries_by_day) - CAST(coalesce(getvariable('days'), 3650) AS INTEGER)
GROUP BY entity_id, country
ORDER BY sum(named) + sum(adjectives) DESC, country
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
