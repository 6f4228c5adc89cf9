-- Each merged word that was taken apart, with the text around it.
CREATE OR REPLACE VIEW merged_words_in_context AS
SELECT
    doc_id, source, published_at, path, rule, score, before, after,
    translate(substr(text, greatest(text_start - 59, 1), least(text_start, 60)), chr(10), ' ') AS before_it,
    translate(substr(text, text_end + 1, 60), chr(10), ' ') AS after_it,
    text_start, text_end, raw_start, raw_end
FROM edits JOIN documents USING (doc_id)
WHERE kind = 'merged_word';

COMMENT ON VIEW merged_words_in_context IS 'Each merged word that was taken apart, with the text around it.';
