-- What could not become a document.
SELECT path, item, reason, detail, run_id
FROM quarantine
ORDER BY run_id DESC, reason, path, item
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
