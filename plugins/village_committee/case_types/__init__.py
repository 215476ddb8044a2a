"""The committees' dispute types, one per file, in the order of the Ministry's list."""
