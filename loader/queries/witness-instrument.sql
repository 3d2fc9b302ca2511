-- Better statements about an instrument; null leaves as it was. In: :type, :date, :title, :issuer_id, :id. Out: nothing.
UPDATE instrument
SET type = coalesce(:type, type), date = coalesce(:date, date), title = coalesce(:title, title), issuer_id = coalesce(:issuer_id, issuer_id)
WHERE id = :id
