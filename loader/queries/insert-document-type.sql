-- A type's name, noted for filters, with its id. In: :name, :folded, :id. Out: nothing.
INSERT INTO document_type (name, folded, id) VALUES (:name, :folded, :id) ON CONFLICT DO UPDATE SET id = excluded.id WHERE id IS NULL
