"""Weak and strong components and audience, at every removal."""
