-- The last runs, newest first.
SELECT
  strftime(finished_at, '%Y-%m-%d %H:%M') AS finished, status, files, documents AS docs, duplicates AS dupl,
  quarantined AS quar, merged_words AS merged, mentions
FROM runs ORDER BY started_at DESC LIMIT 10
