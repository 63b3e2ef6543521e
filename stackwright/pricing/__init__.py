"""Reads AWS's public price list and turns it into the files of prices that the estimate reads."""
