-- An instrument by its identity. In: :key, :series. Out: id, document_id, type, date, title, issuer's name.
SELECT i.id, i.document_id, i.type, i.date, i.title, u.name
FROM instrument i
LEFT JOIN unit u ON u.id = i.issuer_id
WHERE i.key = :key AND i.series = :series
