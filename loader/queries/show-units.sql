-- The units named in documents. In: :key or :id. Out: document_id, n, name, role, words, span_begin, span_end, rule.
SELECT
        m.document_id, m.n, u.name, m.role,
        CAST(substr(CAST(d.text AS BLOB), m.span_begin + 1, m.span_end - m.span_begin) AS TEXT) AS words,
        m.span_begin, m.span_end, r.name AS rule
FROM document d
JOIN unit_mention m ON m.document_id = d.id
JOIN unit u ON u.id = m.unit_id
LEFT JOIN rule r ON r.id = m.rule_id
WHERE d.key = :key OR d.id = :id
ORDER BY m.document_id, m.n
