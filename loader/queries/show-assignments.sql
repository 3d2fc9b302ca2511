-- What units are told to do. In: :key or :id. Out: document_id, assignment_id, units, role, duty, span_begin, span_end (of the duty).
SELECT
        a.document_id, a.id AS assignment_id,
        (SELECT group_concat(u.name, '; ') FROM assignment_unit m JOIN unit u ON u.id = m.unit_id WHERE m.assignment_id = a.id) AS units,
        y.role, y.text AS duty, y.span_begin, y.span_end
FROM document d
JOIN assignment a ON a.document_id = d.id
LEFT JOIN assignment_duty y ON y.assignment_id = a.id
WHERE d.key = :key OR d.id = :id
ORDER BY a.document_id, a.id, y.n
