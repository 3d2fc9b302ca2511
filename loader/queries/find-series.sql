-- In: :id. Out: series of the instrument.
SELECT series FROM instrument WHERE id = :id
