SELECT
    n.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        n.raw_start <= n.raw_end AND n.raw_end <= sizes.raw_chars
        AND n.text_start < n.text_end AND n.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(t.body, wt.text, n.text_start, n.text_end) = n.surface, false) AS surface_matches,
    coalesce(s.text_start <= n.text_start AND n.text_end <= s.text_end, false) AS inside_sentence,
    n.mention_start IS NULL OR m.doc_id IS NOT NULL AS mention_exists
FROM staged.nationalities AS n
LEFT JOIN sizes ON sizes.doc_id = n.doc_id
LEFT JOIN staged.sentences AS s ON s.doc_id = n.doc_id AND s.sentence = n.sentence
LEFT JOIN (SELECT DISTINCT doc_id, text_start FROM staged.mentions) AS m
    ON m.doc_id = n.doc_id AND m.text_start = n.mention_start
LEFT JOIN text_pages AS t ON t.doc_id = n.doc_id AND t.page = page_of(n.text_start)
LEFT JOIN long_texts AS wt ON wt.doc_id = n.doc_id AND n.text_end - n.text_start > 16384
