"""Tables kept in files: memory-mapped arrays. Rules of the field live upstairs."""
