"""What a sentence mentions: names, quantities, dates, attribute words."""
