-- A stretch of a text by its code points, `first` to `past`, half-open. Looking up a code point
-- costs DuckDB the whole text before it; where the text is long, the stretch is looked up in its
-- page of `text_pages` instead.
CREATE OR REPLACE MACRO stretch(whole, page, body, first, past) AS
    CASE
        WHEN past - page * 16384 <= 16640 THEN substr(body, first - page * 16384 + 1, past - first)
        ELSE substr(whole, first + 1, past - first)
    END;
