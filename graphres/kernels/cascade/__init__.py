"""How messages travel, in 64 sampled worlds at once."""
