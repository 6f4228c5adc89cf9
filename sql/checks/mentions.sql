SELECT
    m.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        m.raw_start <= m.raw_end AND m.raw_end <= sizes.raw_chars
        AND m.text_start < m.text_end AND m.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(t.body, wt.text, m.text_start, m.text_end) = m.surface, false) AS surface_matches,
    coalesce(s.text_start <= m.text_start AND m.text_end <= s.text_end, false) AS inside_sentence,
    CASE
        WHEN m.title IS NULL THEN m.title_start IS NULL AND m.title_end IS NULL
        ELSE coalesce(
            s.text_start <= m.title_start AND m.title_start < m.title_end AND m.title_end <= m.text_start, false
        )
    END AS title_before_name
FROM staged.mentions AS m
LEFT JOIN sizes ON sizes.doc_id = m.doc_id
LEFT JOIN staged.sentences AS s ON s.doc_id = m.doc_id AND s.sentence = m.sentence
LEFT JOIN text_pages AS t ON t.doc_id = m.doc_id AND t.page = page_of(m.text_start)
LEFT JOIN long_texts AS wt ON wt.doc_id = m.doc_id AND m.text_end - m.text_start > 16384
