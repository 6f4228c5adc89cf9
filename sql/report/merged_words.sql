-- The merged words that a run repaired most often, each with one place where it stood.
SELECT
  e.before, e.after, count(*) AS occurrences, count(DISTINCT e.doc_id) AS documents,
  arg_min(substr(d.text, greatest(e.text_start - 39, 1), least(e.text_start, 40)), e.doc_id || e.text_start) AS left_context,
  arg_min(substr(d.text, e.text_end + 1, 40), e.doc_id || e.text_start) AS right_context
FROM edits e JOIN documents d USING (doc_id)
WHERE e.kind = 'merged_word'
GROUP BY ALL ORDER BY occurrences DESC, e.before LIMIT 25
