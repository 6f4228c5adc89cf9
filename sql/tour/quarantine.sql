-- What was put aside, and why.
SELECT path, item, reason FROM quarantine ORDER BY path, item LIMIT 15
