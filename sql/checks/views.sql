-- Views and macros that the checks share. `staged` holds one view for each table of the run.

-- Looking up a code point costs DuckDB the whole text before it, so a span of a long text
-- is looked up in its page: two stretches of 16,384 code points, starting at the span's own.
CREATE MACRO page_of(first) AS first // 16384;

CREATE MACRO span_of(body, whole, first, past) AS
    CASE
        WHEN past - first <= 16384 THEN substr(body, first % 16384 + 1, past - first)
        ELSE substr(whole, first + 1, past - first)
    END;

CREATE VIEW text_pages AS
SELECT doc_id, page::INTEGER AS page, substr(text, page * 16384 + 1, 32768) AS body
FROM (SELECT doc_id, text, unnest(range(page_of(length(text)) + 1)) AS page FROM staged.documents);

CREATE VIEW raw_pages AS
SELECT doc_id, page::INTEGER AS page, substr(raw_text, page * 16384 + 1, 32768) AS body
FROM (SELECT doc_id, raw_text, unnest(range(page_of(length(raw_text)) + 1)) AS page FROM staged.raw_documents);

-- The only texts that can hold a span longer than a page.
CREATE VIEW long_texts AS SELECT doc_id, text FROM staged.documents WHERE length(text) > 16384;

CREATE VIEW long_raw_texts AS SELECT doc_id, raw_text FROM staged.raw_documents WHERE length(raw_text) > 16384;

CREATE VIEW sizes AS
SELECT doc_id, length(d.text)::INTEGER AS chars, length(r.raw_text)::INTEGER AS raw_chars
FROM staged.documents AS d LEFT JOIN staged.raw_documents AS r USING (doc_id);

-- Edits that no other edit holds. A holder starts no later and ends no earlier in both texts.
CREATE VIEW outermost_edits AS
SELECT * FROM (
    SELECT DISTINCT doc_id, raw_start, raw_end, text_start, text_end FROM staged.edits
)
WINDOW earlier AS (
    PARTITION BY doc_id
    ORDER BY raw_start, text_start, raw_end DESC, text_end DESC
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
QUALIFY NOT coalesce(
    raw_end <= max(raw_end) OVER earlier AND text_end <= max(text_end) OVER earlier, false
);

-- What lies before, between and behind the outermost edits: the same in both texts, if every
-- change has its row in `edits`.
CREATE VIEW kept_stretches AS
SELECT * FROM (
    SELECT
        doc_id,
        lag(raw_past, 1, 0) OVER in_order AS raw_start,
        raw_first AS raw_end,
        lag(text_past, 1, 0) OVER in_order AS text_start,
        text_first AS text_end
    FROM (
        SELECT
            doc_id, raw_start AS raw_first, raw_end AS raw_past, text_start AS text_first, text_end AS text_past
        FROM outermost_edits
        UNION ALL
        SELECT doc_id, raw_chars, raw_chars, chars, chars FROM sizes
    )
    WINDOW in_order AS (PARTITION BY doc_id ORDER BY raw_first, text_first, raw_past, text_past)
)
WHERE raw_end <> raw_start OR text_end <> text_start;
