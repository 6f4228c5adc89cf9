-- A document, its counts, and how much of the raw text it keeps.
WITH
sentence_counts AS (
    SELECT doc_id, count(*) AS n, count(DISTINCT sentence) AS numbers, max(sentence) AS last
    FROM staged.sentences GROUP BY doc_id
),
edit_counts AS (SELECT doc_id, count(*) AS n FROM staged.edits GROUP BY doc_id),
mention_counts AS (SELECT doc_id, count(*) AS n FROM staged.mentions GROUP BY doc_id),
replays AS (
    SELECT
        k.doc_id,
        bool_and(coalesce(
            span_of(t.body, wt.text, k.text_start, k.text_end)
            = span_of(r.body, wr.raw_text, k.raw_start, k.raw_end),
            false
        )) AS equal
    FROM kept_stretches AS k
    LEFT JOIN text_pages AS t ON t.doc_id = k.doc_id AND t.page = page_of(k.text_start)
    LEFT JOIN raw_pages AS r ON r.doc_id = k.doc_id AND r.page = page_of(k.raw_start)
    LEFT JOIN long_texts AS wt ON wt.doc_id = k.doc_id AND k.text_end - k.text_start > 16384
    LEFT JOIN long_raw_texts AS wr ON wr.doc_id = k.doc_id AND k.raw_end - k.raw_start > 16384
    GROUP BY k.doc_id
)
SELECT
    d.*,
    sizes.raw_chars,
    round(1 - sizes.chars / greatest(sizes.raw_chars, 1), 3) AS share_lost,
    sizes.raw_chars IS NOT NULL AS raw_text_exists,
    d.doc_id IN (SELECT doc_id FROM staged.alignments) AS alignment_exists,
    coalesce(d.chars = sizes.chars, false) AS chars_match,
    d.title IS NULL OR starts_with(d.text, d.title) AS title_begins_text,
    coalesce(s.n = d.sentences AND s.numbers = s.n AND s.last = s.n - 1, false) AS sentences_counted,
    coalesce(e.n, 0) = d.edits AS edits_counted,
    coalesce(m.n, 0) = d.mentions AS mentions_counted,
    -- A text that was edited from end to end has no stretch that was kept.
    sizes.raw_chars IS NOT NULL AND coalesce(replays.equal, true) AS edits_replay,
    d.published_at IS NULL
        OR d.published_at BETWEEN TIMESTAMPTZ '1900-01-01 00:00:00+00' AND getvariable('latest') AS date_plausible,
    coalesce(sizes.raw_chars - sizes.chars <= getvariable('max_lost_share') * sizes.raw_chars, true) AS little_lost
FROM staged.documents AS d
LEFT JOIN sizes USING (doc_id)
LEFT JOIN sentence_counts AS s USING (doc_id)
LEFT JOIN edit_counts AS e USING (doc_id)
LEFT JOIN mention_counts AS m USING (doc_id)
LEFT JOIN replays USING (doc_id)
