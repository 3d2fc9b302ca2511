-- In: :id. Out: key and series of the instrument.
SELECT key, series FROM instrument WHERE id = :id
