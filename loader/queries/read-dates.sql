-- In: :id of a document. Out: the columns.
SELECT kind, iso, iso_end, first_day, last_day, precision, missing, inherited, role, rule, span_begin, span_end FROM date_mention WHERE document_id = :id ORDER BY n
