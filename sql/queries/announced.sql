-- What is announced for the days to come?
--
-- Days that lie after the publication of the document which names them, in the order of the days.
--
-- Parameters:
--   days: how many days back from the newest document to take documents from (default: 7)
--   top: how many rows (default: 20)
SELECT starts_on, value, source, before_it, surface, after_it, path
FROM dates_in_context
WHERE starts_on > utc_day(published_at)
  AND precision IN ('day', 'week')
  AND utc_day(published_at) > (
      SELECT max(utc_day(published_at)) FROM documents
  ) - CAST(coalesce(getvariable('days'), 7) AS INTEGER)
ORDER BY starts_on, published_at, path, text_start
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
