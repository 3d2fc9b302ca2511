-- Instruments that the register names, cited by that name or not. In: nothing. Out: id, key, series.
SELECT DISTINCT i.id, i.key, i.series FROM known_instrument k JOIN instrument i ON i.key = k.key WHERE k.name IS NOT NULL ORDER BY i.id
