-- The document that stands for a duplicate may be in the lake already, so it is not looked up here.
SELECT * FROM staged.duplicates
