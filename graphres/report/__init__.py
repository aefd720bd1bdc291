"""Results for people and for programs: a file a format, a file a command's view."""
