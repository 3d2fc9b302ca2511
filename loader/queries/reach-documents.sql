-- The documents of an instrument. In: :instrument. Out: id.
SELECT id FROM document WHERE instrument_id = :instrument
