-- The dates and periods in documents. In: :key or :id.
-- Out: document_id, n, kind, iso, iso_end, first_day, last_day, precision, missing, inherited, role, words, span_begin, span_end, rule.
SELECT
        m.document_id, m.n, m.kind, m.iso, m.iso_end, m.first_day, m.last_day, m.precision, m.missing, m.inherited, m.role,
        CAST(substr(CAST(d.text AS BLOB), m.span_begin + 1, m.span_end - m.span_begin) AS TEXT) AS words,
        m.span_begin, m.span_end, r.name AS rule
FROM document d
JOIN date_mention m ON m.document_id = d.id
LEFT JOIN rule r ON r.id = m.rule_id
WHERE d.key = :key OR d.id = :id
ORDER BY m.document_id, m.n
