-- Instruments a loose citation may link to. In: :key. Out: id, series.
SELECT id, series FROM instrument WHERE key = :key AND provisional = 0
