-- Documents that were there already.
SELECT path, item, doc_id
FROM duplicates
ORDER BY path, item
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
