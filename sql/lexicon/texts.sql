-- Cleaned texts, each with the spans of those repairs of merged words that the model weighed. Certain
-- rules and people's decisions are facts about the text.
SELECT text, repaired
FROM documents
LEFT JOIN (
    SELECT doc_id, list({start: text_start, stop: text_end} ORDER BY text_start) AS repaired
    FROM edits
    WHERE kind = 'merged_word' AND rule NOT IN ('seam', 'reviewed')
    GROUP BY doc_id
) USING (doc_id)
