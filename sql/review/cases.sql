-- Merged words that were repaired or suggested, each distinct repair with its counts and two
-- places where it stands. Parameters: repairs, suggestions (which of the two), least and most
-- (bounds of the mean score). Accepted joined forms are decided for all at once, by a setting.
WITH cases AS (
    -- Whatever a repair's raw span looked like, its result less the spaces is the word that the model saw.
    SELECT replace(after, ' ', '') AS before, after, rule, score, doc_id, text_start, text_end, true AS made
    FROM edits
    WHERE kind = 'merged_word' AND rule <> 'joined_form' AND $repairs
    UNION ALL BY NAME
    SELECT before, after, rule, score, doc_id, text_start, text_end, false AS made
    FROM suggestions
    WHERE $suggestions
),
distinct_cases AS (
    SELECT
        before, after,
        count(*) AS occurrences,
        count(DISTINCT doc_id) AS documents,
        count(*) FILTER (made) AS repaired,
        round(avg(score), 3) AS score,
        arg_max(rule, score) AS rule,
        min({doc_id: doc_id, start: text_start, stop: text_end}) AS first,
        max({doc_id: doc_id, start: text_start, stop: text_end}) AS last
    FROM cases
    GROUP BY before, after
    HAVING avg(score) BETWEEN $least AND $most
)
SELECT
    c.before, c.after, c.occurrences, c.documents, c.repaired, c.score, c.rule,
    c.first.doc_id AS doc_id,
    substr(a.text, greatest(c.first.start - 79, 1), least(c.first.start, 80)) AS before_it,
    substr(a.text, c.first.stop + 1, 80) AS after_it,
    if(c.first = c.last, '', substr(b.text, greatest(c.last.start - 79, 1), least(c.last.start, 80))) AS before_other,
    if(c.first = c.last, '', substr(b.text, c.last.stop + 1, 80)) AS after_other
FROM distinct_cases AS c
JOIN documents AS a ON a.doc_id = c.first.doc_id
JOIN documents AS b ON b.doc_id = c.last.doc_id
ORDER BY c.occurrences DESC, c.score, c.before, c.after
