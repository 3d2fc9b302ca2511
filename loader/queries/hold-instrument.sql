-- The document of an instrument has arrived. In: :type, :date, :title, :issuer_id, :document_id, :id. Out: nothing.
UPDATE instrument
SET type = coalesce(:type, type), date = coalesce(:date, date), title = coalesce(:title, title), issuer_id = coalesce(:issuer_id, issuer_id),
        document_id = :document_id, provisional = 0
WHERE id = :id
