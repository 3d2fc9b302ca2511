-- What full text was made from. In: :id. Out: title, text.
SELECT title, text FROM document WHERE id = :id
