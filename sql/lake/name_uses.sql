-- How the documents of the corpus use each name for each entity, and when it was printed first.
SELECT
    entity_id, name, label,
    count(DISTINCT doc_id)::INTEGER AS documents,
    min(coalesce(strftime(published_at, '%Y-%m-%dT%H:%M:%S'), '9999') || ' ' || doc_id) AS first_seen
FROM lake.mentions JOIN lake.documents USING (doc_id)
GROUP BY entity_id, name, label
ORDER BY entity_id, name, label;
