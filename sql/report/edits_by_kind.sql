-- Edits of each kind.
SELECT kind, count(*) AS times
FROM edits
GROUP BY kind
ORDER BY times DESC, kind
LIMIT getvariable('row_limit') OFFSET getvariable('row_offset')
