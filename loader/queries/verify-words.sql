-- Is the document found by these words? In: :id, :match. Out: 1, or no row.
SELECT 1 FROM document_fts WHERE document_fts MATCH :match AND rowid = :id
