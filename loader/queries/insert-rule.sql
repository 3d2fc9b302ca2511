-- In: name. Out: nothing.
INSERT INTO rule (name) VALUES (?1)
