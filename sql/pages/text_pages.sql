-- Long texts in pages of 16,384 code points, and 256 more for what runs over; used by `stretch`.
-- A text is first cut into books of 64 pages, so that finding a page does not cost the whole text.
CREATE OR REPLACE TABLE text_pages AS
WITH books AS (
    SELECT doc_id, book, substr(text, book * 1048576 + 1, 1048576 + 256) AS body
    FROM (
        SELECT doc_id, text, unnest(range(length(text) // 1048576 + 1)) AS book
        FROM documents WHERE length(text) > 16384
    )
)
SELECT doc_id, (book * 64 + leaf)::INTEGER AS page, substr(body, leaf * 16384 + 1, 16384 + 256) AS body
FROM (SELECT doc_id, book, body, unnest(range(64)) AS leaf FROM books)
WHERE leaf * 16384 < length(body)
ORDER BY doc_id, page;

COMMENT ON TABLE text_pages IS 'Texts of more than 16,384 code points in pages, for the views with contexts.';
COMMENT ON COLUMN text_pages.doc_id IS 'The document.';
COMMENT ON COLUMN text_pages.page IS 'Number of the page; it begins at code point page * 16384.';
COMMENT ON COLUMN text_pages.body IS 'Its text, and the first 256 code points of the next page.';
