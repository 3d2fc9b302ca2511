-- Another document of the same identity takes the place of one that went. In: :document_id, :id. Out: nothing.
UPDATE instrument SET document_id = :document_id, provisional = 0 WHERE id = :id
