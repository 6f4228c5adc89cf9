-- Put promoted duplicates into the place of their documents. Needs: promoted.
UPDATE lake.documents AS document
SET source = promoted.source,
    path = promoted.path,
    item = promoted.item,
    published_at = promoted.published_at
FROM promoted
WHERE document.doc_id = promoted.doc_id;

DELETE FROM lake.duplicates
WHERE (path, item) IN (SELECT (path, item) FROM promoted);
