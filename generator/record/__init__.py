"""What a form is: the field table, values, the model, and the store that reads data/."""
