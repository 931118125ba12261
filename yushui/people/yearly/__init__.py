"""The yearly list of 31 March: gathered, compared with the year before, sealed by digests."""
