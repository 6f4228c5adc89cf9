-- The search index: where each folded word occurs. Folding is done once per distinct token.
CREATE OR REPLACE TABLE search_words AS
WITH texts AS (
    SELECT doc, regexp_split_to_array(text, '\s+') AS tokens
    FROM documents JOIN search_documents USING (doc_id)
),
tokens AS (
    SELECT doc, unnest(tokens) AS token, generate_subscripts(tokens, 1) AS position FROM texts
),
vocabulary AS (
    SELECT token, unnest(words_ar(token)) AS word FROM (SELECT DISTINCT token FROM tokens)
)
SELECT
    word, doc,
    CAST(count(*) AS INTEGER) AS occurrences,
    CAST(min(position) AS INTEGER) AS position
FROM tokens JOIN vocabulary USING (token)
GROUP BY word, doc
ORDER BY word, doc;

COMMENT ON TABLE search_words IS 'Folded words of the search index; use the macro search_ar.';
COMMENT ON COLUMN search_words.position IS 'First token of the text, from 1, that has the word.';
