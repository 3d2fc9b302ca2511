-- An instrument by its identity. In: :key, :series.
-- Out: id, document_id, type, date, title, issuer's name; which of these four the document itself states; provisional; issuer's id and province.
SELECT i.id, i.document_id, i.type, i.date, i.title, u.name, d.type IS NOT NULL, d.date IS NOT NULL, d.title IS NOT NULL, d.issuer_id IS NOT NULL, i.provisional, u.id, u.province
FROM instrument i
LEFT JOIN unit u ON u.id = i.issuer_id
LEFT JOIN document d ON d.id = i.document_id
WHERE i.key = :key AND i.series = :series
