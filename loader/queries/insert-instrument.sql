-- A new instrument, not held. In: :id, :type, :key, :year, :issuer_id, :date, :title, :series, :provisional. Out: nothing.
INSERT INTO instrument (id, type, key, year, issuer_id, date, title, series, provisional)
VALUES (:id, :type, :key, :year, :issuer_id, :date, :title, :series, :provisional)
