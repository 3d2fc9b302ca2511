-- Links a citation, and those that refer to it. In: :instrument_id (null = none), :why_unlinked, :id. Out: nothing.
UPDATE citation SET instrument_id = :instrument_id, why_unlinked = :why_unlinked
WHERE id = :id OR refers_to_citation_id = :id
