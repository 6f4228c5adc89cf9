-- Documents, words and mentions of each source and day (UTC; null where it is not known).
CREATE OR REPLACE VIEW documents_by_day AS
SELECT
    utc_day(published_at) AS day,
    source,
    count(*) AS documents,
    CAST(sum(words) AS BIGINT) AS words,
    CAST(sum(mentions) AS BIGINT) AS mentions
FROM documents
GROUP BY ALL
ORDER BY day, source;

COMMENT ON VIEW documents_by_day IS 'Documents, words and mentions of each source and day.';
