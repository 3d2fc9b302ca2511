-- Documents that are cited and not held, the most cited first; from the counts that are kept. What no document tells of them is taken from the register.
-- In: :type, :issuer (part of the folded name), :from, :to, :limit.
-- Out: type, key, date, issuer, title, citations, documents (that cite it), cited_by (numbers of up to three of these, the first by id).
WITH told AS MATERIALIZED (
        SELECT i.id, k.documents, k.citations, i.key, i.series
        FROM instrument i
        CROSS JOIN citation_count k ON k.instrument_id = i.id
        WHERE i.document_id IS NULL
                AND k.documents > 0
                AND (:type IS NULL OR i.type = :type)
                AND (:from IS NULL OR i.date >= :from)
                AND (:to IS NULL OR i.date <= :to)
                AND (:issuer IS NULL OR i.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
        ORDER BY k.documents DESC, k.citations DESC, i.key, i.series
        LIMIT :limit
)
SELECT
        i.type, i.key, coalesce(i.date, (SELECT k.date FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS date,
        coalesce(u.name, (SELECT k.issuer FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS issuer,
        coalesce(i.title, (SELECT k.title FROM known_instrument k WHERE k.key = i.key AND (i.series = '' OR k.date = i.date) ORDER BY k.date, k.issuer LIMIT 1)) AS title,
        told.citations, told.documents,
        (SELECT group_concat(x.number, '; ') FROM (SELECT DISTINCT coalesce(d.key, d.key_pattern, d.type, 'id ' || d.id) AS number
                FROM citation c CROSS JOIN document d ON d.id = c.document_id WHERE c.instrument_id = told.id LIMIT 3) x) AS cited_by
FROM told
CROSS JOIN instrument i ON i.id = told.id
LEFT JOIN unit u ON u.id = i.issuer_id
ORDER BY told.documents DESC, told.citations DESC, told.key, told.series
