"""From files, archives and pipes, whatever their encoding, to UTF-8 text."""
