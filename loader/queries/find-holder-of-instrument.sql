-- The first document with an instrument's identity. In: :instrument_id. Out: id, 0 when there is none.
SELECT coalesce(min(id), 0) FROM document WHERE instrument_id = :instrument_id
