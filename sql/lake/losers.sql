-- Staged documents that will stand in `duplicates`: an equal one is in the lake at a path
-- that this run does not replace, or comes before it in the run by (path, item).
-- Needs: planned, staged_documents. The lake is attached as `lake`.
WITH replaced AS (SELECT path FROM planned),
standing AS (
    SELECT doc_id FROM lake.documents
    WHERE doc_id IN (SELECT doc_id FROM staged_documents)
      AND path NOT IN (SELECT path FROM replaced)
)
SELECT doc_id, source, path, item, published_at
FROM staged_documents
QUALIFY doc_id IN (SELECT doc_id FROM standing)
     OR row_number() OVER (PARTITION BY doc_id ORDER BY path, item) > 1
ORDER BY path, item;
