-- How often each source speaks of each country on each day: by name, and by adjectives of nationality.
CREATE OR REPLACE VIEW countries_by_day AS
WITH spoken AS (
    SELECT doc_id, entity_id, 1 AS named, 0 AS adjectives FROM mentions WHERE starts_with(entity_id, 'iso3166:')
    UNION ALL
    SELECT doc_id, entity_id, 0, 1 FROM nationalities
),
names AS (
    SELECT entity_id, any_value(country) AS country FROM nationalities GROUP BY entity_id
)
SELECT
    utc_day(published_at) AS day,
    source,
    entity_id,
    coalesce(entities.name, names.country) AS country,
    CAST(sum(named) AS BIGINT) AS named,
    CAST(sum(adjectives) AS BIGINT) AS adjectives,
    count(DISTINCT doc_id) AS documents
FROM spoken
JOIN documents USING (doc_id)
LEFT JOIN entities USING (entity_id)
LEFT JOIN names USING (entity_id)
GROUP BY ALL;

COMMENT ON VIEW countries_by_day IS 'How often each country is named, and spoken of by adjectives of nationality.';
