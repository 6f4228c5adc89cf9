-- Where do the characters of a mention stand in the raw file?
--
-- Each mention beside the raw text of its span, the edits that were made within it, and the
-- file with the hash of its bytes.
--
-- Parameters:
--   name: who or what is asked for (default: ترامب)
--   top: how many rows (default: 10)
SELECT
    mentions.surface,
    substr(raw_text, mentions.raw_start + 1, mentions.raw_end - mentions.raw_start) AS raw,
    mentions.raw_start,
    mentions.raw_end,
    (
        SELECT count(*) FROM edits
        WHERE edits.doc_id = mentions.doc_id
          AND edits.raw_start < mentions.raw_end AND edits.raw_end > mentions.raw_start
    ) AS edits,
    path,
    sha256
FROM mentions
JOIN documents USING (doc_id)
JOIN raw_documents USING (doc_id)
JOIN files USING (path)
WHERE entity_id IN (SELECT entity_id FROM entities_named(coalesce(getvariable('name'), 'ترامب')))
ORDER BY path, item, mentions.raw_start
LIMIT CAST(coalesce(getvariable('top'), 10) AS BIGINT);
