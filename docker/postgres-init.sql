-- Run once, when the PostgreSQL volume is new. Airflow's metadata is in the database `airflow`.
CREATE DATABASE lake;
