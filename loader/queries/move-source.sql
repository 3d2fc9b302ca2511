-- A file has moved, with everything in it. In: :to, :from. Out: nothing.
UPDATE source SET path = :to WHERE path = :from
