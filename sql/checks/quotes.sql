SELECT
    q.*,
    sizes.doc_id IS NOT NULL AS document_exists,
    coalesce(
        q.raw_start <= q.raw_end AND q.raw_end <= sizes.raw_chars
        AND q.text_start < q.text_end AND q.text_end <= sizes.chars,
        false
    ) AS within_document,
    coalesce(span_of(t.body, wt.text, q.text_start, q.text_end) = q.quote, false) AS quote_matches,
    coalesce(substr(c.body, q.cue_start % 16384 + 1, q.cue_end - q.cue_start) = q.cue, false) AS cue_matches,
    CASE
        WHEN q.speaker IS NULL THEN q.speaker_start IS NULL AND q.speaker_end IS NULL
        ELSE coalesce(
            substr(p.body, q.speaker_start % 16384 + 1, q.speaker_end - q.speaker_start) = q.speaker, false
        )
    END AS speaker_matches,
    coalesce(s.text_start <= q.cue_start AND q.cue_end <= s.text_end, false) AS cue_inside_sentence,
    q.entity_id IS NULL OR coalesce(m.found, false) AS speaker_is_mentioned
FROM staged.quotes AS q
LEFT JOIN sizes ON sizes.doc_id = q.doc_id
LEFT JOIN staged.sentences AS s ON s.doc_id = q.doc_id AND s.sentence = q.sentence
LEFT JOIN text_pages AS t ON t.doc_id = q.doc_id AND t.page = page_of(q.text_start)
LEFT JOIN text_pages AS c ON c.doc_id = q.doc_id AND c.page = page_of(q.cue_start)
LEFT JOIN text_pages AS p ON p.doc_id = q.doc_id AND p.page = page_of(q.speaker_start)
LEFT JOIN long_texts AS wt ON wt.doc_id = q.doc_id AND q.text_end - q.text_start > 16384
LEFT JOIN (
    SELECT DISTINCT q.doc_id, q.cue_start, true AS found
    FROM staged.quotes AS q JOIN staged.mentions AS m ON
        m.doc_id = q.doc_id AND m.entity_id = q.entity_id
        AND q.speaker_start <= m.text_start AND m.text_end <= q.speaker_end
) AS m ON m.doc_id = q.doc_id AND m.cue_start = q.cue_start
