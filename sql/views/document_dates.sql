-- The periods that each document speaks of, one row a document and period. `days_away` counts from
-- its day of publication (UTC) to the nearest day of the period: 0 within it, negative before.
CREATE OR REPLACE VIEW document_dates AS
SELECT
    doc_id, source, published_at, path, title, value, precision, starts_on, ends_on,
    count(*) AS times,
    CASE
        WHEN utc_day(published_at) > ends_on THEN ends_on - utc_day(published_at)
        WHEN utc_day(published_at) < starts_on THEN starts_on - utc_day(published_at)
        WHEN published_at IS NOT NULL THEN 0
    END AS days_away
FROM dates JOIN documents USING (doc_id)
WHERE value IS NOT NULL
GROUP BY ALL;

COMMENT ON VIEW document_dates IS 'The periods that each document speaks of, one row a document and period.';
