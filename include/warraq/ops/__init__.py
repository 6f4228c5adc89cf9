"""Operating Warraq on one machine: a local Airflow, the nightly run on demand, secrets for a team."""
