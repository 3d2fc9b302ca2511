-- In: :id. Out: nothing.
DELETE FROM instrument WHERE id = :id
