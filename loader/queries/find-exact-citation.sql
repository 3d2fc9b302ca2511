-- Is there a citation that tells the whole identity of an instrument, or one that waits at a provisional one? In: :instrument_id. Out: 1, or no row.
SELECT 1 FROM citation c JOIN instrument i ON i.id = c.instrument_id
WHERE c.instrument_id = :instrument_id AND (c.series_known IS NULL OR i.provisional)
        AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self'
LIMIT 1
