SELECT raw_text FROM raw_documents WHERE doc_id = ?
