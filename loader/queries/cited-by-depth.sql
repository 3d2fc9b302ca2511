-- What cites an instrument through several steps: the rows of citing documents, which reach.c has met, the nearest first.
-- In: feed (c1 the citation through which one was met first, c2 depth); :rest of the limit, negative = none; of the citing document :type, :issuer (part of the folded name), :from, :to.
-- Out: depth; the citing document (type, key, date, issuer, title, id); via (number of the document it cites), via_id (null = not held); relation, words, place.
SELECT
        f.c2 AS depth,
        d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer, d.title, d.id,
        i.key AS via, i.document_id AS via_id, c.relation,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        c.span_begin, c.span_end
FROM feed f
CROSS JOIN citation c ON c.id = f.c1
CROSS JOIN instrument i ON i.id = c.instrument_id
CROSS JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
LIMIT :rest
