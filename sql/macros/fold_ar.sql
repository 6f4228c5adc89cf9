-- Folds text for matching, as warraq.text.fold.fold_ar does; written by `python -m warraq.text.fold`.
-- Diacritics, tatweel and invisible characters vanish, letters become their plain form.
CREATE OR REPLACE MACRO fold_ar(t) AS translate(
  regexp_replace(regexp_replace(t, '[\x{0610}-\x{061A}\x{0640}\x{064B}-\x{065F}\x{0670}\x{06D6}-\x{06DC}\x{06DF}-\x{06E4}\x{06E7}-\x{06E8}\x{06EA}-\x{06ED}\x{00AD}\x{061C}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{FEFF}]', '', 'g'), '[\x{00A0}\x{2002}\x{2003}\x{2009}\x{202F}\x{3000}]', ' ', 'g'),
  '٠١٢٣٤٥٦٧٨٩' ||
  '۰۱۲۳۴۵۶۷۸۹' ||
  'آأإٱٲٳٵ' ||
  'ؤئ' ||
  'ىیۍێېے' ||
  'ةھۀہۂۃەۿ' ||
  'کڪګڬگ' ||
  'ڤ' ||
  'ڨ' ||
  'پ' ||
  'چ' ||
  'ژ' ||
  'ۆۇۋ' ||
  '٫' ||
  '٬' ||
  '٪' ||
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ',
  '0123456789' ||
  '0123456789' ||
  'ااااااا' ||
  'ءء' ||
  'يييييي' ||
  'هههههههه' ||
  'ككككك' ||
  'ف' ||
  'ق' ||
  'ب' ||
  'ج' ||
  'ز' ||
  'ووو' ||
  '.' ||
  ',' ||
  '%' ||
  'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ'
);
