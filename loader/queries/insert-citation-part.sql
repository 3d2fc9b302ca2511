-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO citation_part (citation_id, n, path, span_begin, span_end)
SELECT c1, c2, c3, c4, c5 FROM feed
