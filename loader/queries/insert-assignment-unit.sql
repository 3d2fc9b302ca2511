-- In: :assignment_id, :n, :unit_id, :span_begin, :span_end. Out: nothing.
INSERT INTO assignment_unit (assignment_id, n, unit_id, span_begin, span_end) VALUES (:assignment_id, :n, :unit_id, :span_begin, :span_end)
