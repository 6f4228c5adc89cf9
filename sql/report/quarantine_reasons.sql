-- How often each reason for quarantine applied, with one example of what was found.
SELECT reason, count(*) AS times, min(detail) AS detail
FROM quarantine
GROUP BY reason
ORDER BY times DESC, reason
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
