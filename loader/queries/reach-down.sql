-- One step: what a document cites. In: :document; :relation. Out: citation_id, instrument_id.
-- Without a relation from the index alone; mentions of class self lead back to where they are.
SELECT id, instrument_id
FROM citation
WHERE document_id = :document
        AND instrument_id IS NOT NULL
        AND (:relation IS NULL OR (relation = :relation AND class <> 'self'))
