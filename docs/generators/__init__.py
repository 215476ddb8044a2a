"""One module per generated page: `PAGE`, its path below `docs/`, and `text()`, its content."""
