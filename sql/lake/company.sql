-- In how many documents each of some entities is named beside each other one.
-- Needs: asked_entities.
WITH named AS (SELECT DISTINCT doc_id, entity_id FROM lake.mentions),
asked AS (SELECT doc_id, entity_id FROM named WHERE entity_id IN (FROM asked_entities))
SELECT asked.entity_id, named.entity_id AS other, count(*)::INTEGER AS documents
FROM asked JOIN named USING (doc_id)
WHERE asked.entity_id <> named.entity_id
GROUP BY ALL;
