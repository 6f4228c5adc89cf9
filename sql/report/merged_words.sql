-- Merged words that were repaired, most frequent first, each with a place where it stood.
WITH repaired AS (
    SELECT
        before, after, count(*) AS times,
        min({'doc_id': doc_id, 'text_start': text_start, 'text_end': text_end}) AS place
    FROM edits
    WHERE kind = 'merged_word'
    GROUP BY before, after
    ORDER BY times DESC, before, after
    LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
),
placed AS (
    SELECT
        r.*,
        d.path,
        r.place.text_start > 45 AS cut_left,
        d.chars > r.place.text_end + 45 AS cut_right,
        replace(substr(d.text, greatest(r.place.text_start - 45, 0) + 1, least(r.place.text_start, 45)), chr(10), ' ')
            AS preceding,
        replace(substr(d.text, r.place.text_end + 1, 45), chr(10), ' ') AS following
    FROM repaired AS r
    JOIN documents AS d ON d.doc_id = r.place.doc_id
)
SELECT
    before,
    after,
    times,
    place.doc_id AS doc_id,
    path,
    -- Up to 45 code points on either side, cut between words.
    CASE WHEN cut_left THEN regexp_replace(preceding, '^\S*\s+', '…') ELSE preceding END AS preceding,
    CASE WHEN cut_right THEN regexp_replace(following, '\s+\S*$', '…') ELSE following END AS following
FROM placed
ORDER BY times DESC, before, after
