"""W4xx: template residue, names, terms, typography."""
