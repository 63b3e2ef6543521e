"""Facts the tool works with: plain files, each row with its source and date."""
