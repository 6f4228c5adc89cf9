-- Numbers for documents, so that the search index is small. Used by search_ar.
CREATE OR REPLACE TABLE search_documents AS
SELECT CAST(row_number() OVER (ORDER BY doc_id) AS INTEGER) AS doc, doc_id, words
FROM documents
ORDER BY doc;

COMMENT ON TABLE search_documents IS 'Documents of the search index; use the macro search_ar.';
