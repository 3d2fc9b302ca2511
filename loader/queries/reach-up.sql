-- One step: which documents cite an instrument. In: :instrument; :relation. Out: citation_id, instrument_id (of the citing document), document_id (citing).
SELECT c.id, d.instrument_id, d.id
FROM citation c
CROSS JOIN document d ON d.id = c.document_id
WHERE c.instrument_id = :instrument
        AND c.class <> 'self'
        AND (:relation IS NULL OR c.relation = :relation)
