SELECT r.*, r.doc_id IN (SELECT doc_id FROM staged.documents) AS document_exists
FROM staged.raw_documents AS r
