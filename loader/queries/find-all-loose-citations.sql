-- Citations of a key that do not tell the whole identity, linked or not. In: :key.
-- Out: id, instrument_id, series_known, type, date, title, issuer_id, issuer's name.
WITH loose AS (
        SELECT id FROM citation WHERE key = :key AND series_known IS NOT NULL AND instrument_id IS NOT NULL
        UNION ALL
        SELECT id FROM citation WHERE key = :key AND series_known IS NOT NULL AND instrument_id IS NULL
)
SELECT c.id, c.instrument_id, c.series_known, c.type, c.date, c.title, c.issuer_id, u.name
FROM loose
JOIN citation c ON c.id = loose.id
LEFT JOIN unit u ON u.id = c.issuer_id
ORDER BY c.id
