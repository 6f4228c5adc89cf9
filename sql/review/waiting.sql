-- Distinct repairs and suggestions of words that nobody has decided about yet ($decided).
SELECT
    count(DISTINCT (before, after)) FILTER (made) AS repairs,
    count(DISTINCT (before, after)) FILTER (NOT made) AS suggestions
FROM (
    SELECT replace(after, ' ', '') AS before, after, true AS made
    FROM edits
    WHERE kind = 'merged_word' AND rule <> 'joined_form'
    UNION ALL BY NAME
    SELECT before, after, false AS made FROM suggestions
)
WHERE NOT list_contains($decided, before)
