-- Under how many names does the corpus know one entity?
--
-- Entities with several names, each with how often it is used.
--
-- Parameters:
--   top: how many entities (default: 20)
WITH uses AS (
    SELECT entity_id, name, count(*) AS uses FROM mentions GROUP BY entity_id, name
)
SELECT
    entities.name,
    label,
    entities.mentions,
    string_agg(uses.name || ' (' || uses || ')', '، ' ORDER BY uses DESC, uses.name) AS variants
FROM uses JOIN entities USING (entity_id)
GROUP BY entity_id, entities.name, label, entities.mentions
HAVING count(*) > 1
ORDER BY count(*) DESC, entities.mentions DESC, entities.name
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
