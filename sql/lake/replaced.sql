-- What goes out of the lake when a run's files replace their earlier content.
-- Needs: ledger (path of each file of the run), staged_ids (doc_id of each document it adds).
CREATE OR REPLACE TEMP TABLE leaving_documents AS
SELECT doc_id FROM lake.documents WHERE path IN (SELECT path FROM ledger);

-- Their first duplicate elsewhere takes the place of those that the run does not add again.
CREATE OR REPLACE TEMP TABLE promoted AS
SELECT doc_id, source, path, item, published_at
FROM lake.duplicates
WHERE doc_id IN (FROM leaving_documents)
  AND doc_id NOT IN (SELECT doc_id FROM staged_ids)
  AND path NOT IN (SELECT path FROM ledger)
QUALIFY row_number() OVER (PARTITION BY doc_id ORDER BY path, item) = 1;

CREATE OR REPLACE TEMP TABLE removed_documents AS
SELECT doc_id FROM leaving_documents WHERE doc_id NOT IN (SELECT doc_id FROM promoted);

CREATE OR REPLACE TEMP TABLE touched_entities AS
SELECT DISTINCT entity_id FROM lake.mentions WHERE doc_id IN (FROM removed_documents);
