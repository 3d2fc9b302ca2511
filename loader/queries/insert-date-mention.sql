-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO date_mention (document_id, n, kind, iso, iso_end, first_day, last_day, precision, missing, inherited, role, span_begin, span_end, rule_id)
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14 FROM feed
