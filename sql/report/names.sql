-- Whom and what a run's documents name most.
SELECT
  entity_id, mode(name) AS name, label, count(*) AS mentions, count(DISTINCT doc_id) AS documents
FROM mentions GROUP BY entity_id, label ORDER BY mentions DESC, entity_id LIMIT 25
