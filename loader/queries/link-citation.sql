-- Links a citation, and those that refer to it. In: :instrument_id (null = none), :why_unlinked, :id, :series_known (of the citation itself). Out: nothing.
UPDATE citation SET instrument_id = :instrument_id, why_unlinked = :why_unlinked, series_known = CASE WHEN id = :id THEN :series_known ELSE series_known END
WHERE id = :id OR refers_to_citation_id = :id
