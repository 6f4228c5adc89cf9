-- Documents that were there already.
SELECT path, item, doc_id
FROM duplicates
ORDER BY path, item
LIMIT $limit OFFSET $offset
