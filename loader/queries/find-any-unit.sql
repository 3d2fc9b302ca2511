-- Does the archive know anything yet? In: nothing. Out: 1, or no row.
SELECT 1 FROM (SELECT id FROM unit UNION ALL SELECT id FROM instrument) LIMIT 1
