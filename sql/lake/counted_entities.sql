-- The touched entities as all mentions of the corpus show them. Ties go to the name that
-- sorts first, so that the same corpus gives the same rows whatever order it came in.
-- Needs: touched_entities (what is counted for itself), merges (entity_id, canonical_id).
WITH members AS (
    SELECT entity_id, entity_id AS member FROM touched_entities
    UNION ALL
    SELECT canonical_id, entity_id FROM merges WHERE canonical_id IN (FROM touched_entities)
),
uses AS (
    SELECT members.entity_id, name, label, title, count(*) AS uses
    FROM members JOIN lake.mentions ON mentions.entity_id = member
    GROUP BY ALL
),
names AS (SELECT entity_id, name, sum(uses) AS uses FROM uses GROUP BY entity_id, name),
labels AS (SELECT entity_id, label, sum(uses) AS uses FROM uses GROUP BY entity_id, label),
titles AS (
    SELECT entity_id, title, sum(uses) AS uses FROM uses WHERE title IS NOT NULL GROUP BY entity_id, title
),
named AS (
    SELECT entity_id, list(name ORDER BY uses DESC, name) AS names, sum(uses)::BIGINT AS mentions
    FROM names GROUP BY entity_id
),
labelled AS (
    SELECT entity_id, first(label ORDER BY uses DESC, label) AS label FROM labels GROUP BY entity_id
),
titled AS (
    SELECT entity_id, list(title ORDER BY uses DESC, title)[:5] AS titles FROM titles GROUP BY entity_id
)
SELECT entity_id, label, names, mentions, coalesce(titles, []) AS titles
FROM named JOIN labelled USING (entity_id) LEFT JOIN titled USING (entity_id)
ORDER BY entity_id;
