-- In: :event_id, :n, :quantity_n. Out: nothing.
INSERT INTO event_quantity (event_id, n, quantity_n) VALUES (:event_id, :n, :quantity_n)
