-- One step: what the documents of an instrument, or a document without one, cite. In: :instrument or :document; :relation.
-- Out: citation_id, instrument_id, document_id (citing).
SELECT c.id, c.instrument_id, c.document_id
FROM (SELECT id FROM document WHERE instrument_id = :instrument UNION ALL SELECT :document WHERE :document IS NOT NULL) d
CROSS JOIN citation c ON c.document_id = d.id
WHERE c.instrument_id IS NOT NULL
        AND c.class <> 'self'
        AND (:relation IS NULL OR c.relation = :relation)
