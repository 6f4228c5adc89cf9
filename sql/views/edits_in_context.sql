-- Each edit with up to 60 characters of the cleaned text before and after it.
CREATE OR REPLACE VIEW edits_in_context AS
SELECT
    doc_id, source, published_at, path, kind, rule, score, before, after,
    translate(substr(text, greatest(text_start - 59, 1), least(text_start, 60)), chr(10), ' ') AS before_it,
    translate(substr(text, text_end + 1, 60), chr(10), ' ') AS after_it,
    text_start, text_end, raw_start, raw_end
FROM edits JOIN documents USING (doc_id);

COMMENT ON VIEW edits_in_context IS 'Each edit with the text around it.';
