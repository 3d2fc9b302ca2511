-- A field on the envelope of a source. In: :field, :value, :path, :member. Out: nothing.
INSERT INTO witness (source_id, field, value)
SELECT id, :field, :value FROM source WHERE path = :path AND ifnull(member, '') = ifnull(:member, '')
