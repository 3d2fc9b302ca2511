-- What a citation belongs and refers to, once all of the document stand; it takes the link of the one it refers to.
-- In: :subject_citation_id, :refers_to_citation_id, :id. Out: nothing.
UPDATE citation
SET subject_citation_id = :subject_citation_id, refers_to_citation_id = :refers_to_citation_id,
        (instrument_id, why_unlinked) = (
                SELECT t.instrument_id, t.why_unlinked FROM citation t WHERE t.id = coalesce(:refers_to_citation_id, citation.id))
WHERE id = :id
