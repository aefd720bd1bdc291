"""What a picture of a network says in words; `graphres.report.network` draws it."""
