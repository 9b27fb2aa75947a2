"""Tables, downloads and feeds."""
