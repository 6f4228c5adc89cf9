"""Find files, know what is new, decode bytes to text, split text into documents."""
