-- How much there is, one row.
SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT coalesce(sum(words), 0)::BIGINT FROM documents) AS words,
    (SELECT count(DISTINCT source) FROM documents) AS sources,
    (SELECT min(published_at) FROM documents) AS earliest,
    (SELECT max(published_at) FROM documents) AS latest,
    (SELECT count(*) FROM mentions) AS mentions,
    (SELECT count(*) FROM entities) AS entities,
    (SELECT count(*) FROM edits) AS edits,
    (SELECT count(*) FROM edits WHERE kind = 'merged_word') AS merged_words,
    (SELECT count(*) FROM suggestions) AS suggestions,
    (SELECT count(*) FROM duplicates) AS duplicates,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT count(*) FROM files) AS files
