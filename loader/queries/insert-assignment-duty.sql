-- In: :assignment_id, :n, :role, :text, :span_begin, :span_end. Out: nothing.
INSERT INTO assignment_duty (assignment_id, n, role, text, span_begin, span_end) VALUES (:assignment_id, :n, :role, :text, :span_begin, :span_end)
