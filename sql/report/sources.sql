-- What each source gave.
SELECT source, count(*) AS documents, sum(words)::BIGINT AS words, min(published_at) AS earliest, max(published_at) AS latest
FROM documents GROUP BY source ORDER BY documents DESC, source LIMIT 50
