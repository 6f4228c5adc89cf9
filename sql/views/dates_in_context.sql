-- Each date with the sentence to the left and right of it, in reading order: `before_it`
-- is what a reader of Arabic has read already.
CREATE OR REPLACE VIEW dates_in_context AS
SELECT
    doc_id, source, published_at, path, sentence, value, starts_on, ends_on, precision, kind, calendar, rule,
    substr(sentences.text, 1, dates.text_start - sentences.text_start) AS before_it,
    surface,
    substr(sentences.text, dates.text_end - sentences.text_start + 1) AS after_it,
    dates.text_start, dates.text_end, dates.raw_start, dates.raw_end
FROM dates
JOIN sentences USING (doc_id, sentence)
JOIN documents USING (doc_id);

COMMENT ON VIEW dates_in_context IS 'Each date with the rest of its sentence.';
