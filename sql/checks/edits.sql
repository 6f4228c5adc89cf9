SELECT
    e.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        e.raw_start <= e.raw_end AND e.raw_end <= sizes.raw_chars
        AND e.text_start <= e.text_end AND e.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(r.body, wr.raw_text, e.raw_start, e.raw_end) = e.before, false) AS before_matches,
    coalesce(span_of(t.body, wt.text, e.text_start, e.text_end) = e.after, false) AS after_matches,
    e.before IS DISTINCT FROM e.after AS changes_something
FROM staged.edits AS e
LEFT JOIN sizes ON sizes.doc_id = e.doc_id
LEFT JOIN raw_pages AS r ON r.doc_id = e.doc_id AND r.page = page_of(e.raw_start)
LEFT JOIN text_pages AS t ON t.doc_id = e.doc_id AND t.page = page_of(e.text_start)
LEFT JOIN long_raw_texts AS wr ON wr.doc_id = e.doc_id AND e.raw_end - e.raw_start > 16384
LEFT JOIN long_texts AS wt ON wt.doc_id = e.doc_id AND e.text_end - e.text_start > 16384
