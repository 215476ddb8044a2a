"""One dispute type per file."""
