-- Makes a batch durable. In: nothing. Out: nothing.
COMMIT
