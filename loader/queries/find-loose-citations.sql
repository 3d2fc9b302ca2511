-- Citations of a key that do not tell the whole identity. In: :key, :all (0 = only linked ones).
-- Out: id, instrument_id, whether that is provisional, series_known, type, date, title, issuer_id, issuer's name.
SELECT c.id, c.instrument_id, i.provisional, c.series_known, c.type, c.date, c.title, c.issuer_id, u.name
FROM citation c
LEFT JOIN instrument i ON i.id = c.instrument_id
LEFT JOIN unit u ON u.id = c.issuer_id
WHERE c.key = :key AND c.series_known IS NOT NULL AND (:all OR c.instrument_id IS NOT NULL)
