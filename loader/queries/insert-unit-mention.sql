-- In: :document_id, :n, :unit_id, :role, :span_begin, :span_end, :rule. Out: nothing.
INSERT INTO unit_mention (document_id, n, unit_id, role, span_begin, span_end, rule)
VALUES (:document_id, :n, :unit_id, :role, :span_begin, :span_end, :rule)
