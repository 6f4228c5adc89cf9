-- How often was somebody named in the last days, and by whom?
--
-- Mentions and documents of each source for every entity that has the name, counted back
-- from the newest document. Spelling variants count.
--
-- Parameters:
--   name: who or what is asked for (default: ترامب)
--   days: how many days back (default: 7)
SELECT
    entities_by_day.source,
    entities_by_day.name,
    entities_by_day.label,
    CAST(sum(entities_by_day.mentions) AS BIGINT) AS mentions,
    CAST(sum(entities_by_day.documents) AS BIGINT) AS documents,
    max(day) AS last_day
FROM entities_by_day
JOIN entities_named(coalesce(getvariable('name'), 'ترامب')) AS named USING (entity_id)
WHERE day > (SELECT max(day) FROM entities_by_day) - CAST(coalesce(getvariable('days'), 7) AS INTEGER)
GROUP BY ALL
ORDER BY mentions DESC, entities_by_day.source, entities_by_day.name;
