-- What a document adds to the counts of instruments. In: :document_id. Out: instrument_id, citations.
SELECT instrument_id, count(*)
FROM citation
WHERE document_id = :document_id AND instrument_id IS NOT NULL AND class <> 'self'
GROUP BY instrument_id
