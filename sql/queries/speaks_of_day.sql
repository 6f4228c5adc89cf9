-- Which documents speak of a given day?
--
-- Whenever they were published, and however they say it: the nearest to the day itself first,
-- then the weeks, months and years that it lies in.
--
-- Parameters:
--   day: the day asked for, YYYY-MM-DD (default: 2024-05-02)
--   top: how many rows (default: 20)
SELECT value, source, utc_day(published_at) AS published, surface, before_it, after_it, path
FROM dates_in_context
WHERE CAST(coalesce(getvariable('day'), '2024-05-02') AS DATE) BETWEEN starts_on AND ends_on
ORDER BY ends_on - starts_on, published_at, path, text_start
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
