-- What full text is made of. In: nothing. Out: id, title, text.
SELECT id, title, text FROM document ORDER BY id
