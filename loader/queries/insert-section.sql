-- In: the columns, in this order. Out: nothing.
INSERT INTO section (id, document_id, n, level, number, heading, kind, span_begin, span_end)
VALUES (:id, :document_id, :n, :level, :number, :heading, :kind, :span_begin, :span_end)
