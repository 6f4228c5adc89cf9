-- Documents that have every word of `query`, best first: BM25 over folded words.
-- A word of three letters or more is also found behind a conjunction, preposition or article;
-- such an occurrence counts for less. Needs no extension.
CREATE OR REPLACE MACRO search_ar(query) AS TABLE
    WITH asked AS (SELECT DISTINCT unnest(words_ar(query)) AS asked),
    prefixes(prefix) AS (
        VALUES
            ('ال'), ('و'), ('ف'), ('ب'), ('ل'), ('ك'), ('س'),
            ('وال'), ('فال'), ('بال'), ('كال'), ('لل'),
            ('وبال'), ('ولل'), ('وب'), ('ول'), ('فب'), ('فل')
    ),
    forms AS (
        SELECT asked, asked AS word, 1.0 AS weight FROM asked
        UNION ALL
        SELECT asked, prefix || asked, 0.8 FROM asked, prefixes WHERE length(asked) >= 3
        UNION ALL
        -- The article loses its alef behind the preposition lam.
        SELECT asked, conjunction || 'لل' || substr(asked, 3), 0.8
        FROM asked, (VALUES (''), ('و'), ('ف')) AS conjunctions(conjunction)
        WHERE starts_with(asked, 'ال') AND length(asked) >= 5
    ),
    hits AS (
        SELECT asked, doc, sum(occurrences * weight) AS frequency, min(position) AS position
        FROM search_words JOIN forms USING (word)
        GROUP BY asked, doc
    ),
    corpus AS (SELECT count(*) AS documents, avg(words) AS words FROM search_documents),
    rarity AS (
        SELECT asked, ln(1 + (any_value(corpus.documents) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
        FROM hits, corpus GROUP BY asked
    ),
    found AS (
        SELECT
            doc,
            sum(rarity * frequency * 2.2
                / (frequency + 1.2 * (0.25 + 0.75 * search_documents.words / corpus.words))) AS score,
            min(position) AS position
        FROM hits JOIN rarity USING (asked) JOIN search_documents USING (doc), corpus
        GROUP BY doc
        HAVING count(*) = (SELECT count(*) FROM asked)
    )
    SELECT
        doc_id, round(score, 3) AS score, source, published_at, title, path,
        array_to_string(
            list_slice(regexp_split_to_array(text, '\s+'), greatest(position - 8, 1), position + 12), ' '
        ) AS snippet
    FROM found JOIN search_documents USING (doc) JOIN documents USING (doc_id)
    ORDER BY score DESC, doc_id;
