-- What was kept out, and why?
SELECT reason, items, files, example, example_detail FROM quarantine_summary;
