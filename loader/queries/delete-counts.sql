-- The counts of an instrument that is about to go. In: :instrument_id. Out: nothing.
DELETE FROM citation_count WHERE instrument_id = :instrument_id
