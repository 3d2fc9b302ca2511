-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO unit_mention (document_id, n, unit_id, name, role, span_begin, span_end, rule_id)
SELECT c1, c2, c3, c4, c5, c6, c7, c8 FROM feed
