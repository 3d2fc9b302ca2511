-- Removes a provisional instrument nobody waits at. In: :id. Out: nothing.
DELETE FROM instrument
WHERE id = :id AND provisional AND NOT EXISTS (SELECT 1 FROM citation WHERE instrument_id = :id)
