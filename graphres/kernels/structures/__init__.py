"""Heaps, numberings and draws that other kernels are made of."""
