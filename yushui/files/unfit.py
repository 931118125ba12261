"""The internal word for "this file will not be opened", before the file's name is put to it."""


class Unfit(Exception):
    """A reason, worded so that it reads on after the name of the file."""
