-- Which repairs of merged words should a person look at first?
--
-- Repairs that were made with the least probability of being right, and suggestions that were
-- not quite sure enough to make, nearest to the threshold first.
--
-- Parameters:
--   top: how many rows of each (default: 10)
(
    SELECT 'made' AS repair, round(CAST(score AS DOUBLE), 2) AS score, before, after, rule, path
    FROM merged_words_in_context
    ORDER BY merged_words_in_context.score, before, path, text_start
    LIMIT CAST(coalesce(getvariable('top'), 10) AS BIGINT)
)
UNION ALL
(
    SELECT 'suggested', round(CAST(score AS DOUBLE), 2), before, after, rule, path
    FROM suggestions JOIN documents USING (doc_id)
    ORDER BY suggestions.score DESC, before, path, text_start
    LIMIT CAST(coalesce(getvariable('top'), 10) AS BIGINT)
)
ORDER BY repair, score DESC, before, path;
