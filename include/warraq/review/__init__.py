"""The review loop: people decide about merged words in a spreadsheet, and later runs obey."""
