"""Who said what: quotations, direct and indirect, with their speakers."""
