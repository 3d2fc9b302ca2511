-- Takes back what one source has written so far. In: nothing. Out: nothing.
ROLLBACK TO source
