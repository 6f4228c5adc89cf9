SELECT
    d.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        d.raw_start <= d.raw_end AND d.raw_end <= sizes.raw_chars
        AND d.text_start < d.text_end AND d.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(t.body, wt.text, d.text_start, d.text_end) = d.surface, false) AS surface_matches,
    coalesce(s.text_start <= d.text_start AND d.text_end <= s.text_end, false) AS inside_sentence,
    (d.value IS NULL) = (d.unresolved IS NOT NULL)
    AND (d.value IS NULL) = (d.precision IS NULL)
    AND (d.value IS NULL) = (d.starts_on IS NULL)
    AND (d.value IS NULL) = (d.ends_on IS NULL) AS resolved_whole,
    coalesce(d.starts_on <= d.ends_on, true) AS days_in_order
FROM staged.dates AS d
LEFT JOIN sizes ON sizes.doc_id = d.doc_id
LEFT JOIN staged.sentences AS s ON s.doc_id = d.doc_id AND s.sentence = d.sentence
LEFT JOIN text_pages AS t ON t.doc_id = d.doc_id AND t.page = page_of(d.text_start)
LEFT JOIN long_texts AS wt ON wt.doc_id = d.doc_id AND d.text_end - d.text_start > 16384
