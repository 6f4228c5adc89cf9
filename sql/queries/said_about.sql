-- What did somebody say about somebody or something?
--
-- Quotes of a speaker in which an entity is named, or that have the words, between two days;
-- newest first. An empty `about` gives all that the speaker said.
--
-- Parameters:
--   name: who speaks (default: كلينتون)
--   about: of whom or what (default: ترامب)
--   since: first day, as YYYY-MM-DD (default: 1900-01-01)
--   until: last day (default: 2999-12-31)
--   top: how many rows (default: 20)
SELECT utc_day(published_at) AS day, source, speaker, verb, direct, quote, path
FROM quotes_in_context AS q
WHERE entity_id IN (SELECT entity_id FROM entities_named(coalesce(getvariable('name'), 'كلينتون')))
  AND utc_day(published_at) BETWEEN CAST(coalesce(getvariable('since'), '1900-01-01') AS DATE)
    AND CAST(coalesce(getvariable('until'), '2999-12-31') AS DATE)
  AND (
    list_has_all(words_ar(quote), words_ar(coalesce(getvariable('about'), 'ترامب')))
    OR EXISTS (
        FROM mentions AS m
        WHERE m.doc_id = q.doc_id AND m.text_start >= q.text_start AND m.text_end <= q.text_end
          AND m.entity_id IN (SELECT entity_id FROM entities_named(coalesce(getvariable('about'), 'ترامب')))
    )
  )
ORDER BY published_at DESC, path, q.text_start
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
