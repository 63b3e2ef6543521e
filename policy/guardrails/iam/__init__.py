"""Access policies of AWS, read statement by statement: what they grant, on what, to whom, and on which conditions."""
