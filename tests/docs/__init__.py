"""The documentation is tested: what it shows runs, where it points is something, what is generated is in sync."""
