-- The documents held. In: :type, :issuer (part of the folded name), :from, :to, :limit. Out: id, type, key, date, issuer, title, path.
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, d.title,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM document d
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY d.id
LIMIT :limit
