"""T2xx: sums, hierarchies and balances in and across tables."""
