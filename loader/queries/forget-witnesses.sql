-- What the envelope of a source said. In: :path, :member. Out: nothing.
DELETE FROM witness WHERE source_id IN (SELECT id FROM source WHERE path = :path AND ifnull(member, '') = ifnull(:member, ''))
