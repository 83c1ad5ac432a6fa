"""How the tables of one version become those of the next; run when the store is opened."""
