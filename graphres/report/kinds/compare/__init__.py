"""What a comparison shows: changes beyond noise, and a real wave of suspensions."""
