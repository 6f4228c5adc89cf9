-- The most frequent pairs of kept words, in the order of their words' numbers.
SELECT first, second, occurrences
FROM (
    SELECT l.number AS first, r.number AS second, sum(p.count)::BIGINT AS occurrences
    FROM read_parquet($files) AS p
    JOIN words AS l ON l.word = p.first
    JOIN words AS r ON r.word = p.second
    GROUP BY ALL
    HAVING sum(p.count) >= $least
    ORDER BY occurrences DESC, first, second
    LIMIT $most
)
ORDER BY first, second
