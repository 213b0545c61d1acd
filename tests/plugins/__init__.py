"""Tests of the pure rooms in plugins/, one file for each module, in folders of the same names."""
