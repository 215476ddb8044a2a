"""The union's dispute types, one per file."""
