"""Reading evidence: which sentence of a window answers a question, with which words, or that none does."""
