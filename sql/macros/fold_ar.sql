-- Folds text for matching; the same as fold_ar in include/warraq/text/fold.py, which writes this
-- file: python -m warraq.text.fold > sql/macros/fold_ar.sql
CREATE OR REPLACE MACRO fold_ar(t) AS CASE
  WHEN NOT regexp_matches(t, '[\x{0041}-\x{005A}\x{00A0}\x{00C0}-\x{00D6}\x{00D8}-\x{00DE}\x{0660}-\x{066C}\x{0671}-\x{0673}\x{0675}\x{067E}\x{0686}\x{0698}\x{06A4}\x{06A8}-\x{06AC}\x{06AF}\x{06BE}\x{06C0}-\x{06C3}\x{06C6}-\x{06C7}\x{06CB}-\x{06CE}\x{06D0}\x{06D2}\x{06D5}\x{06F0}-\x{06F9}\x{06FF}\x{2002}-\x{2003}\x{2009}\x{202F}\x{3000}]')
  -- diacritics, tatweel and invisible characters vanish
  THEN translate(regexp_replace(t, '[\x{0610}-\x{061A}\x{0640}\x{064B}-\x{065F}\x{0670}\x{06D6}-\x{06DC}\x{06DF}-\x{06E4}\x{06E7}-\x{06E8}\x{06EA}-\x{06ED}\x{00AD}\x{061C}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{FEFF}]', '', 'g'),
    'آأإؤئىة',
    'اااءءيه')
  -- the same, and odd spaces, rare letters, digits, capitals
  ELSE translate(regexp_replace(regexp_replace(t, '[\x{0610}-\x{061A}\x{0640}\x{064B}-\x{065F}\x{0670}\x{06D6}-\x{06DC}\x{06DF}-\x{06E4}\x{06E7}-\x{06E8}\x{06EA}-\x{06ED}\x{00AD}\x{061C}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{FEFF}]', '', 'g'), '[\x{00A0}\x{2002}-\x{2003}\x{2009}\x{202F}\x{3000}]', ' ', 'g'),
    'آأإؤئىةٱٲٳٵیۍێېےھۀہۂۃەۿکڪګڬگڤڨپچژۆۇۋ٫٬٪٠۰١۱٢۲٣۳٤۴٥۵٦۶٧۷٨۸٩۹ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ',
    'اااءءيهاااايييييهههههههكككككفقبجزووو.,%00112233445566778899abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ')
END;
