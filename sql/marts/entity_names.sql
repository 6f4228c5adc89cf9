-- Every name of every entity, with its folded words between spaces. Used by entities_named.
CREATE OR REPLACE TABLE entity_names AS
SELECT DISTINCT
    entity_id,
    spelling,
    ' ' || array_to_string(words_ar(spelling), ' ') || ' ' AS words
FROM (SELECT entity_id, unnest(list_append(names, name)) AS spelling FROM entities)
ORDER BY entity_id, spelling;

COMMENT ON TABLE entity_names IS 'Every name of every entity; use the macro entities_named.';
COMMENT ON COLUMN entity_names.spelling IS 'The name.';
COMMENT ON COLUMN entity_names.words IS 'Its folded words, between spaces.';
