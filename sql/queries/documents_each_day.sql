-- How much came in from each source, each day?
--
-- Parameters:
--   days: how many days back from the newest document (default: 30)
SELECT day, source, documents, words, mentions
FROM documents_by_day
WHERE day > (SELECT max(day) FROM documents_by_day) - CAST(coalesce(getvariable('days'), 30) AS INTEGER)
ORDER BY day DESC, source;
