-- A document's words. In: :id, :title, :body, both folded. Out: nothing.
INSERT INTO document_fts (rowid, title, body) VALUES (:id, :title, :body)
