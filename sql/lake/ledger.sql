-- Items and status of each file of a run. Needs: planned, staged_documents, staged_quarantine.
-- A file that could not be opened has no known content, whatever its hash was when it was found:
-- with that hash in the ledger it would be passed over once it can be opened again.
WITH items AS (
    SELECT path, 1 AS document, 0 AS quarantined FROM staged_documents
    UNION ALL
    SELECT path, 0, 1 FROM staged_quarantine
),
by_file AS (
    SELECT path, sum(document) AS documents, sum(quarantined) AS quarantined FROM items GROUP BY path
)
SELECT
    path, coalesce(unread.sha256, planned.sha256) AS sha256, bytes, source,
    CAST(documents + by_file.quarantined AS INTEGER) AS items,
    CASE
        WHEN by_file.quarantined = 0 THEN 'published'
        WHEN documents = 0 THEN 'quarantined'
        ELSE 'mixed'
    END AS status
FROM planned
JOIN by_file USING (path)
LEFT JOIN (SELECT path, sha256 FROM staged_quarantine WHERE sha256 = repeat('0', 64)) AS unread USING (path)
ORDER BY path;
