int missing;  // refused: licence
