-- Where is somebody named, in the words of the text?
--
-- Each mention with the rest of its sentence, newest first.
--
-- Parameters:
--   name: who or what is asked for (default: ترامب)
--   top: how many rows (default: 20)
SELECT utc_day(published_at) AS day, source, before_it, surface, after_it, path
FROM mentions_in_context
WHERE entity_id IN (SELECT entity_id FROM entities_named(coalesce(getvariable('name'), 'ترامب')))
ORDER BY published_at DESC NULLS LAST, path, text_start
LIMIT CAST(coalesce(getvariable('top'), 20) AS BIGINT);
