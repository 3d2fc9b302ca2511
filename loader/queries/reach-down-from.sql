-- One step: what a document without an instrument cites. In: :document; :relation. Out: citation_id, instrument_id, document_id.
SELECT id, instrument_id, document_id
FROM citation
WHERE document_id = :document
        AND instrument_id IS NOT NULL
        AND NOT trichluc_met(instrument_id)
        AND (:relation IS NULL OR (relation = :relation AND class <> 'self'))
