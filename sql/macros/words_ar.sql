-- The folded words of a text, as the search index holds them.
CREATE OR REPLACE MACRO words_ar(x) AS
    regexp_extract_all(fold_ar(x), '[\p{L}\p{N}]+');
