"""Everything that changes the money of campaigns. No other module writes to these tables."""
