-- Documents whose merged words were not repaired by the version $version.
SELECT count(*) FILTER (spacing_version <> $version) AS outdated, count(*) AS documents FROM documents
