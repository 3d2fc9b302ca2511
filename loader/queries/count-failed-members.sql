-- Files inside a file that could not be read. In: :path. Out: their number.
SELECT count(*) FROM source WHERE path = :path AND member IS NOT NULL AND outcome = 'failed'
