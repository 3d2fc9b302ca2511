-- What a document is and cites. In: :document_id. Out: id, key, held (by this document).
SELECT id, key, document_id IS :document_id
FROM instrument
WHERE id IN (SELECT instrument_id FROM citation WHERE document_id = :document_id UNION SELECT instrument_id FROM document WHERE id = :document_id)
ORDER BY id
