"""The commands of train.py: what each is told, what it says, its exit code."""
