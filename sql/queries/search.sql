-- Which documents have these words?
--
-- Every word must occur; hamza, diacritics and other spelling do not matter, and a word is
-- also found behind a conjunction, preposition or article. Best first.
--
-- Parameters:
--   words: what to look for (default: ترامب تونس)
--   top: how many rows (default: 10)
SELECT score, utc_day(published_at) AS day, source, title, snippet, path
FROM search_ar(coalesce(getvariable('words'), 'ترامب تونس'))
LIMIT CAST(coalesce(getvariable('top'), 10) AS BIGINT);
