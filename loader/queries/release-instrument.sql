-- A document is about to go. In: :document_id. Out: nothing.
UPDATE instrument SET document_id = NULL WHERE document_id = :document_id
