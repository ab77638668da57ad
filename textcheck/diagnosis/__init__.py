"""All figures and relations of a report as one system: what is impossible, and which figure is to blame."""
