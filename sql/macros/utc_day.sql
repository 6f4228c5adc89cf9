-- The day of a moment in UTC, whatever the session's time zone.
CREATE OR REPLACE MACRO utc_day(moment) AS CAST(moment AT TIME ZONE 'UTC' AS DATE);
