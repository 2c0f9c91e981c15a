"""What a text says of signs and scans."""
