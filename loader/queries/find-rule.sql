-- In: name. Out: id.
SELECT id FROM rule WHERE name = ?1
