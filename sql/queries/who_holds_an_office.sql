-- Who is given a title, and how often?
--
-- Persons whose title has these words side by side, spelling variants included, with how they are
-- titled. A title belongs to a mention: the same person may have others elsewhere.
--
-- Parameters:
--   title: words of the title (default: الرئيس)
--   top: how many rows (default: 20)
SELECT
    entities.name,
    count(*) AS times,
    count(DISTINCT doc_id) AS documents,
    CAST(min(utc_day(published_at)) AS DATE) AS first_day,
    CAST(max(utc_day(published_at)) AS DATE) AS last_day,
    mode(title ORDER BY title) AS mostly_as
FROM (SELECT doc_id, entity_id, title FROM mentions WHERE title IS NOT NULL)
JOIN (SELECT doc_id, published_at FROM documents) USING (doc_id)
JOIN entities USING (entity_id)
WHERE contains(
    ' ' || array_to_string(words_ar(title), ' ') || ' ',
    ' ' || array_to_string(words_ar(coalesce(getvariable('title'), 'الرئيس')), ' ') || ' '
)
GROUP BY entity_id, entities.name
ORDER BY times DESC, entities.name
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
