-- Runs, latest first.
SELECT
    run_id, status, started_at, finished_at, discovered, unchanged, files, items, documents, duplicates,
    quarantined, edits, merged_words, mentions, bytes, validation
FROM runs
ORDER BY started_at DESC, run_id DESC
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
