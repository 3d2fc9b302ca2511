-- Files inside a file that could not be read in earlier runs. In: :path, :run_id (this one). Out: their number.
SELECT count(*) FROM source WHERE path = :path AND member IS NOT NULL AND outcome = 'failed' AND run_id <> :run_id
