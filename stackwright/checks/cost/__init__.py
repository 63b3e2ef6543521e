"""What a stack costs a month: every resource priced, known to be free, or named as not priced."""
