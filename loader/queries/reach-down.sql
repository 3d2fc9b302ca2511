-- One step: what the documents of an instrument cite. In: :instrument; :relation. Out: citation_id, instrument_id, document_id (citing).
-- Only what has not been met, which reach.c knows. Without a relation from indexes alone; mentions of class self lead back to where they are.
SELECT c.id, c.instrument_id, c.document_id
FROM document d
CROSS JOIN citation c ON c.document_id = d.id
WHERE d.instrument_id = :instrument
        AND c.instrument_id IS NOT NULL
        AND NOT trichluc_met(c.instrument_id)
        AND (:relation IS NULL OR EXISTS (SELECT 1 FROM citation r WHERE r.id = c.id AND r.relation = :relation AND r.class <> 'self'))
