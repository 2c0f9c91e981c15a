"""What a sentence tells of somebody: ages, and what else a case states."""
