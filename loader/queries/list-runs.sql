-- The runs, newest first. In: :limit. Out: id, started, finished, seen, loaded, unchanged, duplicate, skipped, failed, program_version, rules_version.
SELECT id, started, finished, loaded + unchanged + duplicate + skipped + failed AS seen, loaded, unchanged, duplicate, skipped, failed, program_version, rules_version
FROM run
ORDER BY id DESC
LIMIT :limit
