"""What an activity is: its kinds, its draft, its note, its timer, the day it is told in."""
