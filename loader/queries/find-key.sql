-- Does the archive know a number exactly as it is typed? In: :key. Out: 1, or no row.
SELECT 1 WHERE EXISTS (SELECT 1 FROM instrument WHERE key = :key)
        OR EXISTS (SELECT 1 FROM document WHERE key = :key)
