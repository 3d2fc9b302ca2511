-- Files inside a file that could not be read and never gave a document: it is about to be read anew, and they may be gone. In: :path. Out: nothing.
DELETE FROM source WHERE path = :path AND member IS NOT NULL AND outcome = 'failed' AND document_id IS NULL
