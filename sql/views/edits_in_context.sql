-- Each edit with up to 60 characters of the cleaned text before and after it.
CREATE OR REPLACE VIEW edits_in_context AS
SELECT
    edits.doc_id, source, published_at, path, kind, rule, score, before, after,
    translate(stretch(text, page, body, greatest(text_start - 60, 0), text_start), chr(10), ' ') AS before_it,
    translate(stretch(text, page, body, text_end, text_end + 60), chr(10), ' ') AS after_it,
    text_start, text_end, raw_start, raw_end
FROM edits
JOIN documents USING (doc_id)
LEFT JOIN text_pages ON text_pages.doc_id = edits.doc_id AND page = greatest(text_start - 60, 0) // 16384;

COMMENT ON VIEW edits_in_context IS 'Each edit with the text around it.';
