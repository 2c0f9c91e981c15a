"""The page on which a curator decides; `kg curate` serves it to this machine alone, and `kg serve` never has it."""
