"""Collections: named sets of documents, who may read which, and answers from those alone."""
