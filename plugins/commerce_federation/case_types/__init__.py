"""The kinds of dispute of firms, one a file."""
