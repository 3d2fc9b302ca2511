-- In: :document_id. Out: nothing.
DELETE FROM diagnostic WHERE document_id = :document_id
