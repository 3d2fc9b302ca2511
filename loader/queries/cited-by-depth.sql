-- What cites an instrument through several steps: the row of one citing document; reach.c goes through them, the nearest first.
-- In: :citation (through which it was met first), :depth; of the citing document :type, :issuer (part of the folded name), :from, :to.
-- Out: depth; the citing document (type, key, date, issuer, title, id); via (number of the document it cites), via_id (null = not held); relation, words, place.
SELECT
        :depth AS depth,
        d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, d.title, d.id,
        i.key AS via, i.document_id AS via_id, c.relation,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        c.span_begin, c.span_end
FROM citation c
JOIN instrument i ON i.id = c.instrument_id
JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE c.id = :citation
        AND (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
