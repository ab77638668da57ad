"""The self-appraisal (绩效自评) of a report: sheets, summaries and the sentences about them."""
