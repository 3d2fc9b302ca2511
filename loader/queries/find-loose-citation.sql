-- What a loose citation states. In: :id. Out: instrument_id, why_unlinked, key, series_known, type, date, title, issuer's id, name and province.
SELECT c.instrument_id, c.why_unlinked, c.key, c.series_known, c.type, c.date, c.title, u.id, u.name, u.province
FROM citation c
JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = c.issuer_id AND NOT (c.issuer_begin IS NULL AND c.issuer_id IS d.issuer_id AND u.level IN ('huyen', 'xa')) -- guessed, see citation.c
WHERE c.id = :id
