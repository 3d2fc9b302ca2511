-- A document's instrument. In: :instrument_id, :id. Out: nothing.
UPDATE document SET instrument_id = :instrument_id WHERE id = :id
