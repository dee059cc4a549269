"""What is measured of each variant, a module for each thing that is measured."""
