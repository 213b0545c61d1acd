"""The Desk: the owner's page, on this machine alone, where what visitors sent waits for a decision."""
