-- What a loose citation states. In: :id. Out: instrument_id, why_unlinked, key, series_known, type, date, title, issuer_id, issuer's name.
SELECT c.instrument_id, c.why_unlinked, c.key, c.series_known, c.type, c.date, c.title, u.id, u.name
FROM citation c
LEFT JOIN unit u ON u.id = c.issuer_id AND c.issuer_begin IS NOT NULL -- what no word of the text says bears no witness
WHERE c.id = :id
