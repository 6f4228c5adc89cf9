-- What a run put aside, and why: the count of each reason with a few examples.
SELECT
  reason, count(*) AS items, arg_min(detail, path || item) AS detail,
  list_slice(list(path || CASE WHEN item = '' THEN '' ELSE ' › ' || item END ORDER BY path, item), 1, 5) AS examples
FROM quarantine GROUP BY reason ORDER BY items DESC, reason
