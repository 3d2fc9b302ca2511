-- In: :id of a citation. Out: document_id.
SELECT document_id FROM citation WHERE id = :id
