-- From version 1 to 2, what the shape alone does not tell. Tables that have changed stand as was_NAME beside their new selves, whose columns of the same
-- name are filled already. Counts are made anew behind the last step (queries/recount.sql).

-- The Party's QĐ is Quyết định or Quy định, and the series says which (loader/identity.c). Citations of the other kind find theirs when their document is read again.
UPDATE instrument SET series = series || CASE type WHEN 'Quyết định' THEN '!quyết định' WHEN 'Quy định' THEN '!quy định' ELSE '!?' END
WHERE key GLOB '[0-9]*-QĐ/*' AND key NOT GLOB '*UBND*' AND key NOT GLOB '*HĐND*' AND series GLOB '[k?]*' AND series NOT GLOB '*[!#]*';
