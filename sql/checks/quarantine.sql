SELECT q.*, q.path IN (SELECT path FROM staged.files) AS file_in_ledger
FROM staged.quarantine AS q
