"""Pictures of the network itself, whole and after suspensions, as files and within pages."""
