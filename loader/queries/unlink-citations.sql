-- Takes the links to an instrument away. In: :instrument_id. Out: nothing.
UPDATE citation SET instrument_id = NULL WHERE instrument_id = :instrument_id
