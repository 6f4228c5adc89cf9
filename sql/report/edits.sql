-- How often each rule changed a text.
SELECT kind, rule, count(*) AS edits, count(DISTINCT doc_id) AS documents
FROM edits GROUP BY kind, rule ORDER BY edits DESC, rule
