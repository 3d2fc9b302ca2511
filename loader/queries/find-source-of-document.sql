-- Some source that still holds the document. In: :document_id. Out: id.
SELECT id FROM source WHERE document_id = :document_id LIMIT 1
