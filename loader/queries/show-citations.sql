-- The citations of documents in text order, those of the document itself included. In: :key or :id.
-- Out: document_id, n, class, type, key, date, issuer, relation, subject (n of the citation it belongs to), refers_to (n), parts, title, words,
--      status, suggested_key, why_unlinked, candidates (the first five of what it may be), held, span_begin, span_end, rule.
SELECT
        c.document_id, c.n, c.class, c.type, coalesce(c.key, c.key_pattern) AS key, c.date, u.name AS issuer, c.relation,
        (SELECT s.n FROM citation s WHERE s.id = c.subject_citation_id) AS subject,
        (SELECT t.n FROM citation t WHERE t.id = c.refers_to_citation_id) AS refers_to,
        c.parts, c.title,
        CAST(trichluc_cut(d.id, c.span_begin, c.span_end) AS TEXT) AS words,
        c.status, c.suggested_key, c.why_unlinked,
        CASE WHEN c.why_unlinked IN ('ambiguous', 'unproven', 'date_conflict') THEN (SELECT group_concat(x.words, '; ') FROM (
                SELECT i.key || coalesce(' ' || i.date, '') || coalesce(' ' || v.name, '') AS words
                FROM instrument i LEFT JOIN unit v ON v.id = i.issuer_id
                WHERE i.key = c.key AND NOT i.provisional AND trichluc_may_be(c.series_known, i.series)
                ORDER BY i.date, i.id LIMIT 5) x) END AS candidates,
        i.document_id AS held,
        c.span_begin, c.span_end, c.rule
FROM document d
JOIN citation c ON c.document_id = d.id
LEFT JOIN instrument i ON i.id = c.instrument_id
LEFT JOIN unit u ON u.id = c.issuer_id
WHERE d.key = :key OR d.id = :id
ORDER BY c.document_id, c.n
