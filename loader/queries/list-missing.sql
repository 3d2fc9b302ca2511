-- Documents that are cited and not held, the most cited first. In: :type, :issuer (part of the folded name), :from, :to, :limit.
-- Out: type, key, date, issuer, title, citations, documents (that cite it).
SELECT i.type, i.key, i.date, u.name AS issuer, i.title, count(*) AS citations, count(DISTINCT c.document_id) AS documents
FROM instrument i
JOIN citation c ON c.instrument_id = i.id
LEFT JOIN unit u ON u.id = i.issuer_id
WHERE i.document_id IS NULL
        AND (:type IS NULL OR i.type = :type)
        AND (:from IS NULL OR i.date >= :from)
        AND (:to IS NULL OR i.date <= :to)
        AND (:issuer IS NULL OR i.issuer_id IN (SELECT id FROM unit WHERE instr(folded, :issuer)))
GROUP BY i.id
ORDER BY documents DESC, citations DESC, i.key, i.series
LIMIT :limit
