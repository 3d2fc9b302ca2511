-- Linked citations that tell everything, with that date. In: :instrument_id, :date. Out: id.
SELECT id
FROM citation
WHERE instrument_id = :instrument_id AND date = :date AND series_known IS NULL AND refers_to_citation_id IS NULL AND refers_to_document = 0 AND class <> 'self'
