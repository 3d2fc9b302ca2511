-- In: the columns, in this order. Out: nothing.
INSERT INTO date_mention (document_id, n, kind, iso, iso_end, first_day, last_day, precision, missing, inherited, role, span_begin, span_end, rule)
VALUES (:document_id, :n, :kind, :iso, :iso_end, :first_day, :last_day, :precision, :missing, :inherited, :role, :span_begin, :span_end, :rule)
