-- The most frequent words of all chunks, numbered from 0.
CREATE TEMP TABLE words AS
SELECT row_number() OVER (ORDER BY occurrences DESC, word) - 1 AS number, word, occurrences, documents
FROM (
    SELECT word, sum(count)::BIGINT AS occurrences, sum(documents)::BIGINT AS documents
    FROM read_parquet($files)
    GROUP BY word
    HAVING sum(count) >= $least
    ORDER BY occurrences DESC, word
    LIMIT $most
)
