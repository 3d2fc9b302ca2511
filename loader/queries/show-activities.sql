-- The tasks of plans. In: :key or :id. Out: document_id, activity_id, number, title, lead, partners, time, time_start, time_end, budget, product, span_begin, span_end.
SELECT
        a.document_id, a.id AS activity_id, a.number, a.title,
        (SELECT group_concat(u.name, '; ') FROM activity_unit m JOIN unit u ON u.id = m.unit_id WHERE m.activity_id = a.id AND m.role = 'lead') AS lead,
        (SELECT group_concat(u.name, '; ') FROM activity_unit m JOIN unit u ON u.id = m.unit_id WHERE m.activity_id = a.id AND m.role = 'partner') AS partners,
        a.time_text AS time, a.time_start, a.time_end, a.budget, a.product, a.span_begin, a.span_end
FROM document d
JOIN activity a ON a.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY a.document_id, a.id
