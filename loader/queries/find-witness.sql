-- What is said of an instrument. In: :id. Out: provisional, date, title.
SELECT provisional, date, title FROM instrument WHERE id = :id
