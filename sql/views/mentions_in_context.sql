-- Each mention with the sentence to the left and right of it, in reading order: `before_it`
-- is what a reader of Arabic has read already.
CREATE OR REPLACE VIEW mentions_in_context AS
SELECT
    doc_id, source, published_at, path, sentence, entity_id,
    entities.name AS entity, mentions.label, mentions.title, mentions.score,
    substr(sentences.text, 1, mentions.text_start - sentences.text_start) AS before_it,
    surface,
    substr(sentences.text, mentions.text_end - sentences.text_start + 1) AS after_it,
    mentions.text_start, mentions.text_end, mentions.raw_start, mentions.raw_end
FROM mentions
JOIN sentences USING (doc_id, sentence)
JOIN documents USING (doc_id)
LEFT JOIN entities USING (entity_id);

COMMENT ON VIEW mentions_in_context IS 'Each mention with the rest of its sentence.';
