"""The short hand of notes and letters, written out."""
