-- Is an instrument provisional, and nobody waits at it? In: :id. Out: 1, or no row.
SELECT 1 FROM instrument
WHERE id = :id AND provisional AND NOT EXISTS (SELECT 1 FROM citation WHERE instrument_id = :id)
