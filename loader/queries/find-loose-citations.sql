-- Citations of a key that do not tell the whole identity, from the indexes alone. In: :key. Out: id, series_known.
SELECT id, series_known FROM citation INDEXED BY citation_loose WHERE key = :key AND series_known IS NOT NULL AND instrument_id IS NOT NULL
UNION ALL
SELECT id, series_known FROM citation INDEXED BY citation_ambiguous WHERE key = :key AND series_known IS NOT NULL AND instrument_id IS NULL
