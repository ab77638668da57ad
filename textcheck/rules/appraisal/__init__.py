"""P5xx: the self-appraisal, its rates, scores, titles, amounts and counts."""
