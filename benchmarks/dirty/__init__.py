"""Lists as offices really get them, with the truth about every row.

A made-up population lives in a made-up prefecture: families with soldiers, twins, cousins of one
generation character, houses with one telephone. KNOWN is the list the office keeps, with a few
gaps and errors of its own; INCOMING is one that somebody else sends. Senders, their columns and
the rate of every kind of error stand in `senders.toml`, what each kind does in the function of its
name in the four modules of errors.
"""

from benchmarks.dirty.sample import KINDS, PROFILES, Sample, Truth, generate, rates, write


__all__ = ["KINDS", "PROFILES", "Sample", "Truth", "generate", "rates", "write"]
