-- The touched entities as all mentions of the corpus show them. Ties go to the name that
-- sorts first, so that the same corpus gives the same rows whatever order it came in.
-- Needs: touched_entities.
WITH uses AS (
    SELECT entity_id, name, label, count(*) AS uses
    FROM lake.mentions
    WHERE entity_id IN (FROM touched_entities)
    GROUP BY entity_id, name, label
),
names AS (SELECT entity_id, name, sum(uses) AS uses FROM uses GROUP BY entity_id, name),
labels AS (SELECT entity_id, label, sum(uses) AS uses FROM uses GROUP BY entity_id, label),
named AS (
    SELECT entity_id, list(name ORDER BY uses DESC, name) AS names, sum(uses)::BIGINT AS mentions
    FROM names GROUP BY entity_id
),
labelled AS (
    SELECT entity_id, first(label ORDER BY uses DESC, label) AS label FROM labels GROUP BY entity_id
)
SELECT entity_id, label, names, mentions
FROM named JOIN labelled USING (entity_id)
ORDER BY entity_id;
