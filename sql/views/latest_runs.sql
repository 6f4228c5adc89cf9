-- Runs, newest first, with their duration.
CREATE OR REPLACE VIEW latest_runs AS
SELECT
    run_id, status, started_at, finished_at,
    round(epoch(finished_at - started_at), 1) AS seconds,
    discovered, unchanged, files, items, documents, duplicates, quarantined,
    edits, merged_words, mentions, validation, report
FROM runs
ORDER BY started_at DESC, run_id DESC;

COMMENT ON VIEW latest_runs IS 'Runs, newest first, with their duration in seconds.';
