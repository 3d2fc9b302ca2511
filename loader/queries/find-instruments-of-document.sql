-- What a document is and cites. In: :document_id. Out: id, key, series, held (by this document), and whether its citations say what the row has as type, date,
-- title, issuer (a law cited by name: the register says it; taken for yes).
SELECT i.id, i.key, i.series, i.document_id IS :document_id,
        coalesce(max(c.type = i.type OR c.key IS NULL), 0), coalesce(max(c.date = i.date OR c.key IS NULL), 0), coalesce(max(c.title = i.title OR c.key IS NULL), 0),
        coalesce(max(c.issuer_id = i.issuer_id OR c.key IS NULL), 0)
FROM instrument i
LEFT JOIN citation c ON c.document_id = :document_id AND c.instrument_id = i.id
WHERE i.id IN (SELECT instrument_id FROM citation WHERE document_id = :document_id UNION SELECT instrument_id FROM document WHERE id = :document_id)
GROUP BY i.id
ORDER BY i.id
