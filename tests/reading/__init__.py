"""What a reader must find in texts written or chosen for it: the gold, and how a reading is scored against it."""
