-- The counts of a run so far. In: :loaded, :unchanged, :duplicate, :skipped, :failed, :id. Out: nothing.
UPDATE run SET loaded = :loaded, unchanged = :unchanged, duplicate = :duplicate, skipped = :skipped, failed = :failed
WHERE id = :id
