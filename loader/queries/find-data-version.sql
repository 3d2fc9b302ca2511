-- Changes when another connection has written. In: nothing. Out: a number.
PRAGMA data_version
