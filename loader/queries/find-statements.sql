-- What is said of an instrument: by documents of its identity, by the citations that tell everything (of a provisional one: that wait at it), and by the
-- register of a law that is cited by name. In: :instrument_id. Out: 1 = said by the document that holds it, type, date, title, issuer's id (null: not known
-- by the row), name, province.
SELECT d.id = i.document_id, d.type, d.date, d.title, u.id, u.name, u.province
FROM instrument i
JOIN document d ON d.instrument_id = i.id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE i.id = :instrument_id
UNION ALL
SELECT 0, c.type, c.date, c.title, u.id, u.name, u.province
FROM instrument i
JOIN citation c ON c.instrument_id = i.id
JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = c.issuer_id AND NOT (c.issuer_begin IS NULL AND c.issuer_id IS d.issuer_id AND u.level IN ('huyen', 'xa')) -- guessed, see citation.c
WHERE i.id = :instrument_id AND c.key IS NOT NULL AND (c.series_known IS NULL OR i.provisional)
        AND c.refers_to_citation_id IS NULL AND c.refers_to_document = 0 AND c.class <> 'self'
UNION ALL
SELECT 0, k.type, k.date, k.title, NULL, k.issuer, NULL
FROM instrument i
JOIN known_instrument k ON k.key = i.key AND k.name IS NOT NULL
WHERE i.id = :instrument_id AND EXISTS (SELECT 1 FROM citation c WHERE c.instrument_id = i.id AND c.class = 'named' AND c.key IS NULL)
