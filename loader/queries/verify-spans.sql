-- Everything that says where it stands in one document. In: :id. Out: table, n, begin, end.
SELECT 'document_field', field, span_begin, span_end FROM document_field WHERE document_id = :id
UNION ALL SELECT 'section', n, span_begin, span_end FROM section WHERE document_id = :id
UNION ALL SELECT 'citation', n, span_begin, span_end FROM citation WHERE document_id = :id
UNION ALL SELECT 'citation', n, number_begin, number_end FROM citation WHERE document_id = :id
UNION ALL SELECT 'citation', n, date_begin, date_end FROM citation WHERE document_id = :id
UNION ALL SELECT 'citation', n, issuer_begin, issuer_end FROM citation WHERE document_id = :id
UNION ALL SELECT 'citation', n, title_begin, title_end FROM citation WHERE document_id = :id
UNION ALL SELECT 'citation_part', p.n, p.span_begin, p.span_end FROM citation c JOIN citation_part p ON p.citation_id = c.id WHERE c.document_id = :id
UNION ALL SELECT 'date_mention', n, span_begin, span_end FROM date_mention WHERE document_id = :id
UNION ALL SELECT 'unit_mention', n, span_begin, span_end FROM unit_mention WHERE document_id = :id
UNION ALL SELECT 'activity', id, span_begin, span_end FROM activity WHERE document_id = :id
UNION ALL SELECT 'activity', id, title_begin, title_end FROM activity WHERE document_id = :id
UNION ALL SELECT 'activity', id, time_begin, time_stop FROM activity WHERE document_id = :id
UNION ALL SELECT 'activity_unit', m.n, m.span_begin, m.span_end FROM activity a JOIN activity_unit m ON m.activity_id = a.id WHERE a.document_id = :id
UNION ALL SELECT 'activity_item', m.n, m.span_begin, m.span_end FROM activity a JOIN activity_item m ON m.activity_id = a.id WHERE a.document_id = :id
UNION ALL SELECT 'assignment', id, span_begin, span_end FROM assignment WHERE document_id = :id
UNION ALL SELECT 'assignment_unit', m.n, m.span_begin, m.span_end FROM assignment a JOIN assignment_unit m ON m.assignment_id = a.id WHERE a.document_id = :id
UNION ALL SELECT 'assignment_duty', m.n, m.span_begin, m.span_end FROM assignment a JOIN assignment_duty m ON m.assignment_id = a.id WHERE a.document_id = :id
UNION ALL SELECT 'event', id, span_begin, span_end FROM event WHERE document_id = :id
UNION ALL SELECT 'event', id, date_begin, date_end FROM event WHERE document_id = :id
UNION ALL SELECT 'event_unit', m.n, m.span_begin, m.span_end FROM event a JOIN event_unit m ON m.event_id = a.id WHERE a.document_id = :id
UNION ALL SELECT 'quantity', n, span_begin, span_end FROM quantity WHERE document_id = :id
UNION ALL SELECT 'recipient', n, span_begin, span_end FROM recipient WHERE document_id = :id
UNION ALL SELECT 'diagnostic', n, span_begin, span_end FROM diagnostic WHERE document_id = :id
