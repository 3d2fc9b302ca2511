-- A new instrument, not held. In: :type, :key, :year, :issuer_id, :date, :title, :series, :provisional. Out: nothing.
INSERT INTO instrument (type, key, year, issuer_id, date, title, series, provisional)
VALUES (:type, :key, :year, :issuer_id, :date, :title, :series, :provisional)
