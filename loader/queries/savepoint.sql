-- Opens one source's part of a batch. In: nothing. Out: nothing.
SAVEPOINT source
