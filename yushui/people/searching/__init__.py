"""The one box: by what a person, a family or a village is found, and whether somebody is known."""
