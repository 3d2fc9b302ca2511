-- A type's name, noted for filters. In: :name, :folded. Out: nothing.
INSERT INTO document_type (name, folded) VALUES (:name, :folded) ON CONFLICT DO NOTHING
