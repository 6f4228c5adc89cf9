-- What is in quarantine, by reason, with one example each.
CREATE OR REPLACE VIEW quarantine_summary AS
SELECT
    reason,
    count(*) AS items,
    count(DISTINCT path) AS files,
    min(path) AS example,
    arg_min(detail, path) AS example_detail
FROM quarantine
GROUP BY reason
ORDER BY items DESC, reason;

COMMENT ON VIEW quarantine_summary IS 'What is in quarantine, by reason, with one example each.';
