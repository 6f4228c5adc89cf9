-- How often each source named each entity on each day.
CREATE OR REPLACE TABLE entities_by_day AS
SELECT
    utc_day(published_at) AS day,
    source,
    entity_id,
    entities.name,
    entities.label,
    count(*) AS mentions,
    count(DISTINCT doc_id) AS documents
FROM mentions JOIN documents USING (doc_id) JOIN entities USING (entity_id)
GROUP BY ALL
ORDER BY day, source, entity_id;

COMMENT ON TABLE entities_by_day IS 'How often each source named each entity on each day.';
COMMENT ON COLUMN entities_by_day.day IS 'Day of publication in UTC; null where it is not known.';
COMMENT ON COLUMN entities_by_day.source IS 'Newspaper, agency or folder.';
COMMENT ON COLUMN entities_by_day.entity_id IS 'Key of `entities`.';
COMMENT ON COLUMN entities_by_day.name IS 'Name of the entity.';
COMMENT ON COLUMN entities_by_day.label IS 'PER, LOC, ORG or MISC.';
COMMENT ON COLUMN entities_by_day.mentions IS 'Mentions.';
COMMENT ON COLUMN entities_by_day.documents IS 'Documents with a mention.';
