-- Entities of which some name has all words of `query` side by side, however they are spelled.
-- Most mentioned first.
CREATE OR REPLACE MACRO entities_named(query) AS TABLE
    SELECT entity_id, name, label, names, mentions
    FROM entities
    WHERE len(list_filter(
        names || [name],
        lambda known: contains(
            ' ' || array_to_string(words_ar(known), ' ') || ' ',
            ' ' || array_to_string(words_ar(query), ' ') || ' '
        )
    )) > 0
    ORDER BY mentions DESC, entity_id;
