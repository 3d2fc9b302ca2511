-- In: :event_id, :n, :unit_id, :role, :span_begin, :span_end. Out: nothing.
INSERT INTO event_unit (event_id, n, unit_id, role, span_begin, span_end) VALUES (:event_id, :n, :unit_id, :role, :span_begin, :span_end)
