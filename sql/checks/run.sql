-- The run as a whole, one row.
SELECT
    *,
    round(quarantined / greatest(documents + duplicates + quarantined, 1), 3) AS quarantine_share
FROM (
    SELECT
        (SELECT count(*) FROM staged.files) AS files,
        (SELECT coalesce(sum(items), 0)::BIGINT FROM staged.files) AS items,
        (SELECT count(*) FROM staged.documents) AS documents,
        (SELECT count(*) FROM staged.duplicates) AS duplicates,
        (SELECT count(*) FROM staged.quarantine) AS quarantined
)
