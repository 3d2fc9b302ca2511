-- What a document cites through several steps: the row of one cited instrument; reach.c goes through them, the nearest first.
-- In: :citation (through which it was met first), :depth; of the cited document :type, :issuer (part of the folded name), :from, :to.
-- Out: depth; the cited document (type, key, date, issuer, title); id (null = not held); via (the citing document's number), via_id; relation, words, place.
SELECT
        :depth AS depth,
        coalesce(i.type, c.type) AS type, i.key, coalesce(i.date, c.date) AS date, u.name AS issuer, i.title, i.document_id AS id,
        coalesce(d.key, d.key_pattern) AS via, d.id AS via_id, c.relation,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        c.span_begin, c.span_end
FROM citation c
JOIN instrument i ON i.id = c.instrument_id
JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = i.issuer_id
WHERE c.id = :citation
        AND (:type IS NULL OR coalesce(i.type, c.type) = :type)
        AND (:from IS NULL OR coalesce(i.date, c.date) >= :from)
        AND (:to IS NULL OR coalesce(i.date, c.date) <= :to)
        AND (:issuer IS NULL OR i.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
