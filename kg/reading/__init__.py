"""From a full text to what a curator may accept: people, variants, findings and figures, each with its quote."""
