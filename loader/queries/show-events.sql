-- What happened. In: :key or :id. Out: document_id, event_id, date, actors, partners, action, place, words, span_begin, span_end.
SELECT
        e.document_id, e.id AS event_id, e.date,
        (SELECT group_concat(u.name, '; ') FROM event_unit m JOIN unit u ON u.id = m.unit_id WHERE m.event_id = e.id AND m.role = 'actor') AS actors,
        (SELECT group_concat(u.name, '; ') FROM event_unit m JOIN unit u ON u.id = m.unit_id WHERE m.event_id = e.id AND m.role = 'partner') AS partners,
        e.action, e.place,
        CAST(substr(CAST(d.text AS BLOB), e.span_begin + 1, e.span_end - e.span_begin) AS TEXT) AS words,
        e.span_begin, e.span_end
FROM document d
JOIN event e ON e.document_id = d.id
WHERE d.key = :key OR d.id = :id
ORDER BY e.document_id, e.id
