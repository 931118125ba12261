"""What goes back to the sender of a roster: gathered, told, written as a workbook."""
