"""Whom moderators act on: eligibility, selection, their errors, and what they cannot see."""
