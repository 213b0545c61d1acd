"""The members' files in bulk: from spreadsheets and to them, and what of them is due."""
