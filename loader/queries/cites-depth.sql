-- What a document cites through several steps: the rows of cited instruments, which reach.c has met, the nearest first.
-- In: feed (c1 the citation through which one was met first, c2 depth); :rest of the limit, negative = none; of the cited document :type, :issuer (part of the folded name), :from, :to.
-- Out: depth; the cited document (type, key, date, issuer, title); id (null = not held); via (the citing document's number), via_id; relation, words, place.
SELECT
        f.c2 AS depth,
        coalesce(i.type, c.type) AS type, i.key, coalesce(i.date, c.date) AS date, u.name AS issuer, i.title, i.document_id AS id,
        coalesce(d.key, d.key_pattern) AS via, d.id AS via_id, c.relation,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        c.span_begin, c.span_end
FROM feed f
CROSS JOIN citation c ON c.id = f.c1
CROSS JOIN instrument i ON i.id = c.instrument_id
CROSS JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = i.issuer_id
WHERE (:type IS NULL OR coalesce(i.type, c.type) = :type)
        AND (:from IS NULL OR coalesce(i.date, c.date) >= :from)
        AND (:to IS NULL OR coalesce(i.date, c.date) <= :to)
        AND (:issuer IS NULL OR i.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
LIMIT :rest
