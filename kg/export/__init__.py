"""What leaves this project in the forms of others."""
