-- Takes a document's words out again; they must be the ones it was put in with. In: :id, :title, :body, both folded. Out: nothing.
INSERT INTO document_fts (document_fts, rowid, title, body) VALUES ('delete', :id, :title, :body)
