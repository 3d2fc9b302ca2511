-- Opens a batch. In: nothing. Out: nothing.
BEGIN IMMEDIATE
