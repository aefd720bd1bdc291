"""What the published findings show: verdicts, and the reasons for them."""
