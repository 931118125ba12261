"""Reading an official document (公文): text in, structure out, nothing stored."""
