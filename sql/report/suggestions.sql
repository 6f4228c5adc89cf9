-- Repairs of merged words that were not sure enough to make, the surest first, each with its place.
WITH asked AS (
    SELECT doc_id, text_start, text_end, before, after, rule, score
    FROM suggestions
    ORDER BY score DESC, doc_id, text_start
    LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
),
placed AS (
    SELECT
        a.*,
        d.path,
        a.text_start > 45 AS cut_left,
        d.chars > a.text_end + 45 AS cut_right,
        replace(substr(d.text, greatest(a.text_start - 45, 0) + 1, least(a.text_start, 45)), chr(10), ' ')
            AS preceding,
        replace(substr(d.text, a.text_end + 1, 45), chr(10), ' ') AS following
    FROM asked AS a JOIN documents AS d USING (doc_id)
)
SELECT
    doc_id,
    path,
    before,
    after,
    rule,
    score,
    CASE WHEN cut_left THEN regexp_replace(preceding, '^\S*\s+', '…') ELSE preceding END AS preceding,
    CASE WHEN cut_right THEN regexp_replace(following, '\s+\S*$', '…') ELSE following END AS following
FROM placed
ORDER BY score DESC, doc_id, text_start
