-- Closes one source's part of a batch. In: nothing. Out: nothing.
RELEASE source
