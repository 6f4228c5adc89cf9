-- Folds spelling for matching: alef forms, alef maksura, teh marbuta, hamza carriers,
-- diacritics and tatweel, case.
CREATE OR REPLACE MACRO fold_ar(x) AS
    translate(
        regexp_replace(lower(x), '[\x{0640}\x{064B}-\x{065F}\x{0670}]', '', 'g'),
        'أإآٱىةؤئ',
        'ااااي' || 'هوي'
    );
