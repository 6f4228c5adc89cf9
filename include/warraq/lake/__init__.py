"""Stage Parquet, publish it, serve it to analysts."""
