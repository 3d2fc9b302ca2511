-- The run before this one, when it found nothing new and nothing refers to it any more. In: :id. Out: nothing.
DELETE FROM run
WHERE id = :id AND loaded = 0 AND duplicate = 0 AND (skipped + failed = 0 OR NOT EXISTS (SELECT 1 FROM source WHERE run_id = :id))
