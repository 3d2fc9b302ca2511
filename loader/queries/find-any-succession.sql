-- In: nothing. Out: 1 when successions are known, or no row.
SELECT 1 FROM unit_succession LIMIT 1
