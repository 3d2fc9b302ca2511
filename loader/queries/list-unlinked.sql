-- Citations that link to no document, and why; what they may be. In: of the citing document :type, :issuer (part of the folded name), :from, :to; :limit.
-- Out: the citing document (id, type, key, date, issuer), cited, why_unlinked, candidates (the first five of the known documents it may be), words, their place, path.
SELECT
        d.id, d.type, coalesce(d.key, d.key_pattern) AS key, d.date, u.name AS issuer,
        coalesce(c.key, c.key_pattern, c.title, c.type) AS cited, c.why_unlinked,
        (SELECT group_concat(x.words, '; ') FROM (
                SELECT i.key || coalesce(' ' || i.date, '') || coalesce(' ' || v.name, '') AS words
                FROM instrument i LEFT JOIN unit v ON v.id = i.issuer_id
                WHERE i.key = c.key AND NOT i.provisional AND trichluc_may_be(c.series_known, i.series)
                ORDER BY i.date, i.id LIMIT 5) x) AS candidates,
        CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT) AS words, c.span_begin, c.span_end,
        (SELECT s.path FROM source s WHERE s.document_id = d.id ORDER BY s.id LIMIT 1) AS path
FROM citation c
JOIN document d ON d.id = c.document_id
LEFT JOIN unit u ON u.id = d.issuer_id
WHERE c.why_unlinked IS NOT NULL AND c.class <> 'self' AND c.refers_to_citation_id IS NULL
        AND (:type IS NULL OR d.type = :type)
        AND (:from IS NULL OR d.date >= :from)
        AND (:to IS NULL OR d.date <= :to)
        AND (:issuer IS NULL OR d.issuer_id IN (SELECT id FROM unit WHERE trichluc_named(folded, :issuer)))
ORDER BY d.id, c.n
LIMIT :limit
