-- In: :id of a document. Out: the columns, citations referred to by their number in the document.
SELECT
        c.class, c.type, CASE WHEN c.type_id IS NULL THEN t.id WHEN c.type_id <> '' THEN c.type_id END, c.type_printed, c.key, c.key_pattern, c.number, c.suffix, c.year,
        c.type_abbr, c.style, c.date, c.date_precision, coalesce(c.issuer_name, u.name), c.relation,
        (SELECT s.n FROM citation s WHERE s.id = c.subject_citation_id), (SELECT r.n FROM citation r WHERE r.id = c.refers_to_citation_id),
        c.refers_to_document, c.title, c.list, c.status, c.suggested_key, c.rule, c.number_begin, c.number_end, c.date_begin, c.date_end,
        c.issuer_begin, c.issuer_end, c.title_begin, c.title_end, c.span_begin, c.span_end, c.inverse
FROM citation c
LEFT JOIN document_type t ON t.name = c.type
LEFT JOIN unit u ON u.id = c.issuer_id
WHERE c.document_id = :id
ORDER BY c.n
