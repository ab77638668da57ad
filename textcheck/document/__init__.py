"""What a report is as text: source, spans, sections, paragraphs, tables."""
