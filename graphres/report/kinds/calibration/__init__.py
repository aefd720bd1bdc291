"""What a calibration shows: which findings hold where published targets are met."""
