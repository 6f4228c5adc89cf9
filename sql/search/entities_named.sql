-- Entities of which some name has all words of `query` side by side, however they are spelled.
-- Most mentioned first.
CREATE OR REPLACE MACRO entities_named(query) AS TABLE
    SELECT entity_id, name, label, names, mentions
    FROM entities
    WHERE len(words_ar(query)) > 0
      AND entity_id IN (
        SELECT entity_id FROM entity_names
        WHERE contains(words, ' ' || array_to_string(words_ar(query), ' ') || ' ')
      )
    ORDER BY mentions DESC, entity_id;
