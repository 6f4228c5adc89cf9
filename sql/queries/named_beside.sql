-- Next to whom is somebody named?
--
-- Entities that stand in the same sentences, by the number of such sentences.
--
-- Parameters:
--   name: who or what is asked for (default: ترامب)
--   top: how many rows (default: 20)
WITH asked AS (SELECT entity_id FROM entities_named(coalesce(getvariable('name'), 'ترامب'))),
their_sentences AS (
    SELECT DISTINCT doc_id, sentence FROM mentions WHERE entity_id IN (FROM asked)
)
SELECT
    entities.name,
    entities.label,
    count(DISTINCT (doc_id, sentence)) AS sentences,
    count(DISTINCT doc_id) AS documents
FROM mentions JOIN their_sentences USING (doc_id, sentence) JOIN entities USING (entity_id)
WHERE entity_id NOT IN (FROM asked)
GROUP BY entity_id, entities.name, entities.label
ORDER BY sentences DESC, entities.name
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
