-- Files of a run that could not be read, but could be when the lake took them in: what they gave
-- stays. The hash of zeros stands for content that could not be read.
-- Needs: planned, staged_documents, staged_quarantine. The lake is attached as `lake`.
SELECT path
FROM planned
WHERE path IN (SELECT path FROM staged_quarantine WHERE sha256 = repeat('0', 64))
  AND path NOT IN (SELECT path FROM staged_documents)
  AND path IN (SELECT path FROM lake.files WHERE sha256 <> repeat('0', 64))
ORDER BY path;
