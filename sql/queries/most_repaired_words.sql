-- Which merged words were taken apart most often?
--
-- Parameters:
--   top: how many rows (default: 20)
SELECT before, after, occurrences, documents, rule, round(mean_score, 2) AS mean_score
FROM merged_words
ORDER BY occurrences DESC, before
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
