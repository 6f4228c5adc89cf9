-- Which days does the news speak of most?
--
-- Exact days only, by the number of documents; a document that was published on the day itself
-- and says "today" speaks of it too.
--
-- Parameters:
--   days: how many days back from the newest document to take documents from (default: 7)
--   top: how many rows (default: 20)
SELECT
    starts_on AS day,
    count(DISTINCT doc_id) AS documents,
    CAST(sum(times) AS BIGINT) AS times,
    count(DISTINCT source) AS sources,
    count(DISTINCT doc_id) FILTER (days_away > 0) AS beforehand
FROM document_dates
WHERE precision = 'day'
  AND starts_on = ends_on
  AND utc_day(published_at) > (
      SELECT max(utc_day(published_at)) FROM documents
  ) - CAST(coalesce(getvariable('days'), 7) AS INTEGER)
GROUP BY starts_on
ORDER BY documents DESC, times DESC, day
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
