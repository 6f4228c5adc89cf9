-- Runs of an alignment: in order in both texts, inside them, and the same in both.
WITH
runs AS (
    SELECT doc_id, unnest(runs, recursive := true), generate_subscripts(runs, 1) AS number
    FROM staged.alignments
),
judged AS (
    SELECT
        runs.doc_id,
        bool_and(
            runs.length > 0
            AND runs.raw_start >= coalesce(before.raw_start + before.length, 0)
            AND runs.text_start >= coalesce(before.text_start + before.length, 0)
            AND runs.raw_start + runs.length <= sizes.raw_chars
            AND runs.text_start + runs.length <= sizes.chars
        ) AS ordered,
        bool_and(coalesce(
            span_of(t.body, wt.text, runs.text_start, runs.text_start + runs.length)
            = span_of(r.body, wr.raw_text, runs.raw_start, runs.raw_start + runs.length),
            false
        )) AS equal
    FROM runs
    LEFT JOIN runs AS before ON before.doc_id = runs.doc_id AND before.number = runs.number - 1
    LEFT JOIN sizes ON sizes.doc_id = runs.doc_id
    LEFT JOIN text_pages AS t ON t.doc_id = runs.doc_id AND t.page = page_of(runs.text_start)
    LEFT JOIN raw_pages AS r ON r.doc_id = runs.doc_id AND r.page = page_of(runs.raw_start)
    LEFT JOIN long_texts AS wt ON wt.doc_id = runs.doc_id AND runs.length > 16384
    LEFT JOIN long_raw_texts AS wr ON wr.doc_id = runs.doc_id AND runs.length > 16384
    GROUP BY runs.doc_id
)
SELECT
    a.*,
    a.doc_id IN (SELECT doc_id FROM staged.documents) AS document_exists,
    -- A text that was edited from end to end has no runs.
    coalesce(judged.ordered, len(a.runs) = 0) AS runs_ordered,
    coalesce(judged.equal, len(a.runs) = 0) AS runs_equal
FROM staged.alignments AS a LEFT JOIN judged USING (doc_id)
