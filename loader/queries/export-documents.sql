-- The documents to export, in an order that depends on nothing but their bytes. In: :type, :issuer (part of the folded name), :from, :to, :limit. Out: id.
SELECT d.id
FROM document d
WHERE (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY d.sha256
LIMIT :limit
