-- Is there a register? In: nothing. Out: 1, or no row.
SELECT 1 FROM known_instrument LIMIT 1
