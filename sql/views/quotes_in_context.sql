-- Each quote with who said it, where and when, and the sentence of its cue.
CREATE OR REPLACE VIEW quotes_in_context AS
SELECT
    doc_id, documents.source, published_at, path, sentence,
    quotes.entity_id, entities.name AS entity, entities.label,
    speaker, verb, cue, direct, quote, quotes.rule, quotes.score,
    sentences.text AS sentence_text,
    quotes.text_start, quotes.text_end, quotes.raw_start, quotes.raw_end
FROM quotes
JOIN documents USING (doc_id)
JOIN sentences USING (doc_id, sentence)
LEFT JOIN entities ON entities.entity_id = quotes.entity_id;

COMMENT ON VIEW quotes_in_context IS 'Each quote with who said it, where and when.';
