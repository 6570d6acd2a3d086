"""How does a report look on a screen and on paper? Headings, texts, tables and figures, drawn the same way for all."""
