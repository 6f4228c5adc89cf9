-- Files whose plan and items do not fit together; there must be none.
-- Needs: planned, staged_documents, staged_quarantine.
WITH items AS (
    SELECT path, item FROM staged_documents
    UNION ALL
    SELECT path, item FROM staged_quarantine
)
SELECT path, 'it was planned but gave no item' AS fault FROM planned ANTI JOIN items USING (path)
UNION ALL
SELECT DISTINCT path, 'it gave items but was not planned' FROM items ANTI JOIN planned USING (path)
UNION ALL
SELECT path, 'it was planned more than once' FROM planned GROUP BY path HAVING count(*) > 1
UNION ALL
SELECT path, 'item "' || item || '" was given more than once' FROM items
GROUP BY path, item HAVING count(*) > 1
ORDER BY ALL;
