-- Instruments of a key; those with an incomplete series count only when provisional says no. From the index alone: a number that all
-- provinces give every year has hundreds. In: :key. Out: id, series.
SELECT id, series FROM instrument INDEXED BY instrument_identity WHERE key = :key
