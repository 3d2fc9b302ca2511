-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO activity_unit (activity_id, n, unit_id, name, role, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6, c7 FROM feed
