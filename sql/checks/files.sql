-- Every item of a file is in exactly one of documents, duplicates and quarantine.
WITH
kept AS (
    SELECT path, count(*) AS n
    FROM (SELECT path FROM staged.documents UNION ALL SELECT path FROM staged.duplicates)
    GROUP BY path
),
dropped AS (SELECT path, count(*) AS n FROM staged.quarantine GROUP BY path)
SELECT
    f.*,
    coalesce(kept.n, 0) AS kept,
    coalesce(dropped.n, 0) AS quarantined,
    f.items = coalesce(kept.n, 0) + coalesce(dropped.n, 0) AS items_balance,
    f.status = CASE
        WHEN dropped.n IS NULL THEN 'published'
        WHEN kept.n IS NULL THEN 'quarantined'
        ELSE 'mixed'
    END AS status_matches
FROM staged.files AS f
LEFT JOIN kept USING (path)
LEFT JOIN dropped USING (path)
