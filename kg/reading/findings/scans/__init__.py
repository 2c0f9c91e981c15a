"""What a text says of scans: their kind, and where and how a finding shows on one."""
