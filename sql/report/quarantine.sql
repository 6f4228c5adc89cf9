-- What could not become a document.
SELECT path, item, reason, detail, run_id
FROM quarantine
ORDER BY run_id DESC, reason, path, item
LIMIT $limit OFFSET $offset
