-- Whom and what the corpus names most.
SELECT e.name, e.label, e.mentions, e.entity_id FROM entities e ORDER BY e.mentions DESC, e.entity_id LIMIT 15
