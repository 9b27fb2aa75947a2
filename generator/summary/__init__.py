"""The collection of forms and its views: years, units, one project over years and units."""
