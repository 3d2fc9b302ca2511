-- Instruments of a key in a range of series; those with an incomplete series count only when provisional says no. From the index alone: a number that
-- all provinces give every year has hundreds. In: :key, :from, :to (not included). Out: id, series.
SELECT id, series FROM instrument INDEXED BY instrument_identity WHERE key = :key AND series >= :from AND series < :to
