"""The money of campaigns: what came in, what was passed on, and what is left to each unit."""

from yushui.funds.models.purse import Purse, keeper_of


__all__ = ["Purse", "keeper_of"]
