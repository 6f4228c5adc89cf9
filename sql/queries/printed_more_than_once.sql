-- Which texts came in more than once, and from whom?
--
-- Documents of which other files were byte for byte the same.
--
-- Parameters:
--   top: how many rows (default: 20)
SELECT
    count(*) + 1 AS copies,
    list_sort(list_distinct(list(duplicates.source) || [any_value(documents.source)])) AS sources,
    coalesce(any_value(title), left(any_value(text), 60)) AS title,
    any_value(documents.path) AS path
FROM duplicates JOIN documents USING (doc_id)
GROUP BY doc_id
ORDER BY copies DESC, path
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
