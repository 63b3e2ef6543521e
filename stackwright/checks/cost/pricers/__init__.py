"""Pricers: what a resource of each type costs, one module for each area of AWS."""
