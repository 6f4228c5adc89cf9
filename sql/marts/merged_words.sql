-- Merged words that were taken apart, each with how often and how surely.
CREATE OR REPLACE TABLE merged_words AS
SELECT
    before,
    after,
    count(*) AS occurrences,
    count(DISTINCT doc_id) AS documents,
    arg_max(rule, score) AS rule,
    CAST(avg(score) AS DOUBLE) AS mean_score
FROM edits
WHERE kind = 'merged_word'
GROUP BY before, after
ORDER BY occurrences DESC, before;

COMMENT ON TABLE merged_words IS 'Merged words that were taken apart.';
COMMENT ON COLUMN merged_words.before IS 'The merged word in the raw text.';
COMMENT ON COLUMN merged_words.after IS 'What it became.';
COMMENT ON COLUMN merged_words.occurrences IS 'How often it was taken apart.';
COMMENT ON COLUMN merged_words.documents IS 'Documents that had it.';
COMMENT ON COLUMN merged_words.rule IS 'Rule or model of its surest repair.';
COMMENT ON COLUMN merged_words.mean_score IS 'Mean probability that the repair is right.';
