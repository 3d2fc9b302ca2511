-- In: :id. Out: 1 when the instrument is provisional.
SELECT provisional FROM instrument WHERE id = :id
