"""The kinds of dispute of minors and young people, one a file."""
