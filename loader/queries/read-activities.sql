-- In: :id of a document. Out: id, n of the section, the columns.
SELECT
        a.id, (SELECT s.n FROM section s WHERE s.id = a.section_id), a.number, a.title, a.time_text, a.time_start, a.time_end, a.time_kind, a.budget, a.product,
        a.title_begin, a.title_end, a.time_begin, a.time_stop, a.span_begin, a.span_end
FROM activity a
WHERE a.document_id = :id
ORDER BY a.id
