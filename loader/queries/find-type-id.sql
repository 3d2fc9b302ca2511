-- The id that a type's name stands for. In: :name. Out: id.
SELECT id FROM document_type WHERE name = :name
