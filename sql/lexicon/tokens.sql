SELECT coalesce(sum(count), 0)::BIGINT AS tokens FROM read_parquet($files)
