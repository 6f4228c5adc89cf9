-- What is named most, under its most frequent name.
SELECT
    entity_id,
    mode(name) AS name,
    mode(label) AS label,
    count(*) AS mentions,
    count(DISTINCT doc_id) AS documents
FROM mentions
GROUP BY entity_id
ORDER BY mentions DESC, entity_id
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
