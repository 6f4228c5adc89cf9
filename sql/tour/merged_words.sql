-- The merged words that were repaired most often.
SELECT before, after, count(*) AS occurrences, count(DISTINCT doc_id) AS documents
FROM edits WHERE kind = 'merged_word' GROUP BY ALL ORDER BY occurrences DESC, before LIMIT 12
