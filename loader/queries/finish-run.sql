-- A run is over. In: :id. Out: nothing.
UPDATE run SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = :id
