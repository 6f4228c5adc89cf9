-- Documents of a run that were there already, a few of them by name.
SELECT path, item, doc_id FROM duplicates ORDER BY path, item LIMIT 25
