"""Input that is wrong in every way: no file, option or spelling may give an internal error."""
