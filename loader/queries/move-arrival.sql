-- A mail has moved, with everything in it. In: :to, :from. Out: nothing.
UPDATE arrival SET path = :to WHERE path = :from
