"""The dispute types of the women's federation, one in a file: marriage and family, domestic violence, women's rights."""
