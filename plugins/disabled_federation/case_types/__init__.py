"""The kinds of dispute of disabled persons, one a file."""
