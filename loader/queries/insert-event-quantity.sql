-- In: nothing; the rows of its feed, columns in this order. Out: nothing.
INSERT OR ROLLBACK INTO event_quantity (event_id, n, quantity_n)
SELECT c1, c2, c3 FROM feed
