-- In: :activity_id, :n, :unit_id, :role, :span_begin, :span_end. Out: nothing.
INSERT INTO activity_unit (activity_id, n, unit_id, role, span_begin, span_end) VALUES (:activity_id, :n, :unit_id, :role, :span_begin, :span_end)
