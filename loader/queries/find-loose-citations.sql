-- Linked citations of a key that do not tell the whole identity, from the index alone. In: :key. Out: id, instrument_id, series_known.
SELECT id, instrument_id, series_known
FROM citation INDEXED BY citation_loose
WHERE key = :key AND series_known IS NOT NULL AND instrument_id IS NOT NULL
