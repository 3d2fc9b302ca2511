-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO assignment_unit (assignment_id, n, unit_id, name, span_begin, span_end)
SELECT c1, c2, c3, c4, c5, c6 FROM feed
