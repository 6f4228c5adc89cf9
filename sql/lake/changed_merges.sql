-- What the merges of a corpus change. Needs: merges (as they will be), touched_entities (as linking
-- gave them). Leaves in stale_entities all entities whose row may be another now, in touched_entities
-- those of them that are counted for themselves, and in new_merges the merges to be added.
CREATE OR REPLACE TEMP TABLE changed_merges AS
SELECT entity_id, canonical_id FROM (
    (SELECT entity_id, canonical_id, rule, score FROM merges
     EXCEPT SELECT entity_id, canonical_id, rule, score FROM lake.entity_merges)
    UNION
    (SELECT entity_id, canonical_id, rule, score FROM lake.entity_merges
     EXCEPT SELECT entity_id, canonical_id, rule, score FROM merges)
);

CREATE OR REPLACE TEMP TABLE stale_entities AS
WITH seeds AS (
    SELECT entity_id FROM touched_entities
    UNION SELECT entity_id FROM changed_merges
)
SELECT entity_id FROM seeds
UNION SELECT canonical_id FROM changed_merges
UNION SELECT canonical_id FROM merges WHERE entity_id IN (FROM seeds);

CREATE OR REPLACE TEMP TABLE touched_entities AS
SELECT entity_id FROM stale_entities WHERE entity_id NOT IN (SELECT entity_id FROM merges);

DELETE FROM lake.entity_merges WHERE entity_id IN (SELECT entity_id FROM changed_merges);

CREATE OR REPLACE TEMP TABLE new_merges AS
SELECT * FROM merges WHERE entity_id IN (SELECT entity_id FROM changed_merges);
