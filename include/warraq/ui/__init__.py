"""Pages for people: how values, Arabic and tables look in the report and in Airflow's Corpus page."""
