SELECT kind, raw_start, raw_end, text_start, text_end, before, after, rule, score
FROM edits
WHERE doc_id = ?
