-- The documents known, held or only cited; what no document tells of one is taken from the register. In: :type, :issuer (part of the folded name), :from, :to, :limit.
-- Out: instrument_id, type, key, date, issuer, title, year, provisional, id (of the document held, else null), citations.
SELECT
        i.id AS instrument_id, i.type, i.key,
        coalesce(i.date, (SELECT k.date FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS date,
        coalesce(u.name, (SELECT k.issuer FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS issuer,
        coalesce(i.title, (SELECT k.title FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS title,
        i.year, i.provisional, i.document_id AS id,
        ifnull(k.citations, 0) AS citations
FROM instrument i
LEFT JOIN citation_count k ON k.instrument_id = i.id
LEFT JOIN unit u ON u.id = i.issuer_id
WHERE (:type IS NULL OR i.type = :type)
        AND (:from IS NULL OR i.date >= :from)
        AND (:to IS NULL OR i.date <= :to)
        AND (:issuer IS NULL OR i.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY i.key, i.series
LIMIT :limit
