SELECT
    s.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        s.raw_start <= s.raw_end AND s.raw_end <= sizes.raw_chars
        AND s.text_start < s.text_end AND s.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(t.body, wt.text, s.text_start, s.text_end) = s.text, false) AS text_matches,
    coalesce(s.text_start >= before.text_end, s.sentence = 0) AS follows_previous
FROM staged.sentences AS s
LEFT JOIN staged.sentences AS before ON before.doc_id = s.doc_id AND before.sentence = s.sentence - 1
LEFT JOIN sizes ON sizes.doc_id = s.doc_id
LEFT JOIN text_pages AS t ON t.doc_id = s.doc_id AND t.page = page_of(s.text_start)
LEFT JOIN long_texts AS wt ON wt.doc_id = s.doc_id AND s.text_end - s.text_start > 16384
