-- Date and title of an instrument that is not held. In: :date, :title, :id. Out: nothing.
UPDATE instrument SET date = :date, title = :title WHERE id = :id
