-- Is there a citation that tells the whole identity of an instrument? In: :instrument_id. Out: 1, or no row.
SELECT 1 FROM citation
WHERE instrument_id = :instrument_id AND series_known IS NULL AND refers_to_citation_id IS NULL AND class <> 'self'
LIMIT 1
