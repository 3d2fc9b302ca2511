-- What is said of an instrument now, all of it. In: :type, :date, :title, :issuer_id, :id. Out: nothing.
UPDATE instrument SET type = :type, date = :date, title = :title, issuer_id = :issuer_id WHERE id = :id
