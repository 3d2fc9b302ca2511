-- The text of documents. In: :key or :id. Out: id, text.
SELECT id, text FROM document WHERE key = :key OR id = :id ORDER BY id
